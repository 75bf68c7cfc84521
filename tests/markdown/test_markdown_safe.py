"""Nothing that an author writes runs, is fetched by itself, or breaks the page's frame."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zsite.content.markdown import fill, render
from zsite.content.markdown.sanitise import ATTRIBUTES, TAGS

VOID = {"br", "col", "hr", "img"}
OURS = {"div": {"role", "tabindex", "aria-labelledby"}}
ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT/src=//x.y>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
    "<iframe src=//x.y></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=//x.y><input name=a><button>b</button></form>",
    "<link rel=stylesheet href=//x.y><meta http-equiv=refresh content=0><base href=//x.y>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "</div></main></body></html>",
    "</table></div><div class=table>",
    "<!-- --!><script>1</script> -->",
    "<![CDATA[<script>1</script>]]>",
    "<?php echo 1 ?>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:x' target=_top ping=//x.y>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1) 't')",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html,<script>1</script>)",
    "![x](javascript:1)",
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](u){: onclick=alert(1) style=a class='evil note' target=_top srcdoc=x }",
    '# T {: onclick=alert(1) #x" }',
    "*x*{: onmouseover='alert(1)' }",
    '[x](u "a\\" onclick=alert(1) b=\\"")',
    '![x" onerror="alert(1)](u)',
    "[a](u '\"><script>1</script>')",
    "<b title='<script>1</script>'>x</b>",
    "<details ontoggle=alert(1) open>x</details>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>1</script>`",
    "    <script>1</script>\n",
)


class Page(HTMLParser):
    """Collects what is not allowed, and the tags that are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.bad.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | OURS.get(tag, set())
        for key, value in attrs:
            if key not in allowed or (key in ("href", "src") and value != "u"):
                self.bad.append(f"{tag} {key}={value}")
            if key == "class" and "evil" in (value or ""):
                self.bad.append(f"{tag} {key}={value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.bad.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def faults_of(text: str) -> list[str]:
    body = render(text, "en")
    page = Page()
    page.feed(fill(body.html, ["u"] * len(body.links), lambda name: "F"))
    page.close()
    assert not any(link.target.lower().startswith(("java", "data", "vb")) for link in body.links)
    return page.bad + page.open


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("form", ["{}", "a {} b", "- {}", "> {}", "## {}", "|{}|b|\n|-|-|\n|c|{}|"])
def test_an_attack_comes_to_nothing(attack: str, form: str) -> None:
    assert faults_of(form.replace("{}", attack)) == []


@given(
    st.lists(st.sampled_from((*ATTACKS, "\n", "\n\n", '"', "'", "<", ">", "`", "*")), max_size=8)
)
@settings(max_examples=600, deadline=None)
def test_attacks_together_come_to_nothing(parts: list[str]) -> None:
    assert faults_of("".join(parts)) == []
