// Narrows a list that the page already holds: nothing is fetched, and what is chosen stands in the address.
(function () {
  "use strict";
  var form = document.querySelector("form.filters");
  var list = form && document.getElementById(form.dataset.list);
  if (!list) return;
  var words = form.dataset;
  var rows = Array.prototype.slice.call(list.querySelectorAll("tr[data-number]"));
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input"));
  var status = document.querySelector("[role=status]");
  var all = status && status.innerHTML;
  var details = form.querySelector("details");
  var chips = make("p", "chips");
  var picked = [];
  var bar = make("div", "compare-bar");
  var most = 4;

  function make(tag, kind, text) {
    var made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }
  function button(text, act, kind) {
    var made = make("button", kind, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function filled(text, values) {
    return values.reduce(function (whole, value) { return whole.replace("{}", value); }, text);
  }
  function chosen() {
    var found = {};
    boxes.forEach(function (box) {
      if (box.checked) (found[box.name] = found[box.name] || []).push(box.value);
    });
    return found;
  }
  // A row stands when every group has nothing chosen, or what the row is; `but` leaves one group out.
  function stands(row, wanted, but) {
    return Object.keys(wanted).every(function (name) {
      return name === but || wanted[name].indexOf(row.dataset[name]) >= 0;
    });
  }
  function narrow() {
    var wanted = chosen();
    var left = 0;
    rows.forEach(function (row) {
      row.hidden = !stands(row, wanted);
      left += row.hidden ? 0 : 1;
    });
    Array.prototype.forEach.call(list.tBodies, function (body) {
      var count = body.querySelectorAll("tr[data-number]:not([hidden])").length;
      var small = body.querySelector(".group small");
      body.hidden = !count;
      if (small) small.textContent = count;
    });
    boxes.forEach(function (box) {
      var count = rows.filter(function (row) {
        return row.dataset[box.name] === box.value && stands(row, wanted, box.name);
      }).length;
      var label = box.parentNode;
      label.querySelector("small").textContent = count;
      label.classList.toggle("none", !count && !box.checked);
    });
    if (status) status.innerHTML = Object.keys(wanted).length ? filled(words.count, [left, rows.length]) : all;
    showChips();
    remember(wanted);
  }
  function showChips() {
    var on = boxes.filter(function (box) { return box.checked; });
    chips.textContent = "";
    chips.hidden = !on.length;
    on.forEach(function (box) {
      var name = box.parentNode.querySelector("span").textContent;
      chips.append(button(name + " ×", function () { box.checked = false; narrow(); }, "chip"), " ");
    });
    if (on.length) chips.append(button(words.clear, function () { form.reset(); narrow(); }, "plain"));
  }
  function remember(wanted) {
    var hash = new URLSearchParams();
    Object.keys(wanted).forEach(function (name) { hash.set(name, wanted[name].join(",")); });
    if (!String(hash) && location.hash.indexOf("=") < 0) return;
    try { history.replaceState(null, "", String(hash) ? "#" + hash : location.pathname); } catch (refused) { /* a browser may refuse it on a disk */ }
  }
  function recall() {
    if (location.hash.indexOf("=") < 0) return;
    var hash = new URLSearchParams(location.hash.slice(1));
    boxes.forEach(function (box) {
      box.checked = (hash.get(box.name) || "").split(",").indexOf(box.value) >= 0;
    });
  }
  function pick(row, box) {
    picked = picked.filter(function (other) { return other !== row; });
    if (box.checked && picked.length < most) picked.push(row);
    else box.checked = false;
    row.classList.toggle("picked", box.checked);
    showBar();
  }
  function showBar() {
    var numbers = picked.map(function (row) { return row.dataset.number; });
    bar.hidden = !picked.length;
    bar.textContent = "";
    bar.append(make("span", "", filled(words.picked, [picked.length]) + " " + numbers.join(", ")));
    bar.append(button(words.clear, function () {
      list.querySelectorAll(".pick input").forEach(function (box) { box.checked = false; });
      picked.forEach(function (row) { row.classList.remove("picked"); });
      picked = [];
      showBar();
    }, "plain"));
    if (picked.length > 1) bar.append(button(words.compare, compare, "button"));
  }
  function line(head, cells) {
    var row = make("tr");
    var th = make("th", "", head);
    th.scope = "row";
    row.append(th);
    cells.forEach(function (cell) { row.append(cell); });
    return row;
  }
  // The picked rows side by side: each column of the list becomes a line.
  function compare() {
    var dialog = make("dialog", "compared-rows");
    var table = make("table");
    var heads = list.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, at) {
      table.append(line(head.textContent, picked.map(function (row) {
        var cell = make("td");
        Array.prototype.forEach.call(row.cells[at].childNodes, function (node) {
          if (node.nodeName !== "svg" && !(node.classList && node.classList.contains("pick"))) cell.append(node.cloneNode(true));
        });
        return cell;
      })));
    });
    dialog.setAttribute("aria-label", words.compare);
    dialog.append(button(words.close, function () { dialog.close(); }, "button"), table);
    dialog.addEventListener("close", function () { dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  rows.forEach(function (row) {
    var label = make("label", "pick");
    var box = make("input");
    box.type = "checkbox";
    box.addEventListener("change", function () { pick(row, box); });
    box.setAttribute("aria-label", words.pick + " " + row.dataset.number);
    label.dataset.word = words.pick;
    label.append(box);
    row.cells[row.cells.length - 1].append(label);
  });
  form.addEventListener("change", narrow);
  window.addEventListener("hashchange", function () { recall(); narrow(); });
  list.before(chips);
  list.after(bar);
  form.hidden = false;
  details.open = window.matchMedia("(min-width: 68.75rem)").matches;
  recall();
  showBar();
  narrow();
})();
