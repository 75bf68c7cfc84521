// Makes one list of a list of several pages, when a visitor asks for it: fetches the other pages, then starts filters.js.
(function () {
  "use strict";
  var form = document.querySelector("form.filters[data-rest]");
  var list = form && document.getElementById(form.dataset.list);
  if (!list || location.protocol === "file:") return; // a browser fetches nothing from a disk; the pages stay
  var button = document.createElement("button");

  function page(link) {
    return fetch(link).then(function (answer) {
      if (!answer.ok) throw new Error(link);
      return answer.text();
    }).then(function (text) {
      var found = new DOMParser().parseFromString(text, "text/html");
      found.querySelectorAll("#" + list.id + " a").forEach(function (one) {
        one.href = new URL(one.getAttribute("href"), new URL(link, location.href)).href;
      });
      return found;
    });
  }
  function each(root, what, act) {
    Array.prototype.forEach.call(root.querySelectorAll(what), act);
  }
  // Rows go to the group of their name, choices to theirs; what is new comes last.
  function graft(other) {
    each(other, "symbol[id]", function (cover) {
      if (!document.getElementById(cover.id)) document.querySelector("symbol").parentNode.append(cover);
    });
    each(other, "#" + list.id + " > tbody", function (group) {
      var own = document.getElementById(group.id);
      if (own && list.contains(own)) each(group, "tr[data-number]", function (row) { own.append(row); });
      else list.append(group);
    });
    each(other, "form.filters label", function (choice) {
      var box = choice.querySelector("input");
      var same = form.querySelector('input[name="' + box.name + '"]');
      if (!form.querySelector('input[name="' + box.name + '"][value="' + CSS.escape(box.value) + '"]') && same) same.closest("fieldset").append(choice);
    });
  }
  function inOrder(name) {
    var first = form.querySelector('input[name="' + name + '"]');
    var set = first && first.closest("fieldset");
    if (set) Array.prototype.slice.call(set.querySelectorAll("label")).sort(function (one, two) {
      return one.querySelector("input").value < two.querySelector("input").value ? -1 : 1;
    }).forEach(function (label) { set.append(label); });
  }
  function whole() {
    button.disabled = true;
    Promise.all(form.dataset.rest.split(" ").map(page)).then(function (others) {
      others.forEach(graft);
      inOrder("investment");
      each(form, "fieldset", function (set) { if (set.querySelectorAll("label").length < 2) set.remove(); });
      each(document, ".pager, .by-industry", function (one) { one.remove(); });
      var status = document.querySelector("[role=status]");
      status.querySelector(".num").textContent = list.querySelectorAll("tr[data-number]").length;
      status.hidden = false;
      list.classList.remove("paged");
      form.removeAttribute("data-rest");
      button.remove();
      var script = document.createElement("script");
      script.src = form.dataset.script;
      document.body.append(script);
    }).catch(function () { button.remove(); });
  }

  button.type = "button";
  button.className = "button";
  button.textContent = form.dataset.whole;
  button.addEventListener("click", whole);
  document.querySelector(".pool-bar").prepend(button);
  if (location.hash.indexOf("=") > 0) whole();
})();
