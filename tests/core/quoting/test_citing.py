"""A quote is cited with whose words they are, where they can be heard, and when they were looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from heard.core.quoting.citing import Citation, bibtex, csl, html, plain

CITED = Citation(
    text="It took 3 buses & a taxi",
    speakers=("Ada", "Ben O'Neil"),
    title="Getting <there>",
    gathered_by="Cleo",
    network="Our network",
    address="https://heard.example/moments/abc/",
    second=65.4,
    is_film=False,
    published=date(2026, 5, 1),
    read_on=date(2026, 11, 30),
    code="abc",
)


def test_in_plain_words():
    assert plain(CITED) == (
        "“It took 3 buses & a taxi” – Ada, Ben O'Neil, in “Getting <there>” (1:05), gathered by Cleo. "
        "Our network, 2026. https://heard.example/moments/abc/"
    )
    assert " – " not in plain(replace(CITED, speakers=()))


def test_as_html_that_any_page_can_take_in():
    assert html(CITED) == (
        '<blockquote cite="https://heard.example/moments/abc/"><p>It took 3 buses &amp; a taxi</p>'
        '<footer>Ada, Ben O&#x27;Neil, <cite><a href="https://heard.example/moments/abc/">Getting &lt;there&gt;, 1:05'
        "</a></cite>, Our network</footer></blockquote>"
    )


def test_as_bibtex():
    assert bibtex(CITED).splitlines() == [
        "@misc{heard-abc,",
        "  author = {{Ada} and {Ben O'Neil}},",
        "  title = {{Getting <there>}},",
        "  editor = {{Cleo}},",
        "  howpublished = {Our network},",
        "  year = {2026},",
        "  url = {https://heard.example/moments/abc/},",
        "  urldate = {2026-11-30},",
        r"  note = {1:05: It took 3 buses \& a taxi}",
        "}",
    ]


@pytest.mark.parametrize(
    ("text", "written"), [("100 % #1 $5 a_b", r"100 \% \#1 \$5 a\_b"), ("\\~", r"\textbackslash{}\textasciitilde{}")]
)
def test_what_tex_would_take_for_a_command_is_escaped(text, written):
    assert f"1:05: {written}" in bibtex(replace(CITED, text=text))


def test_as_csl_json():
    [item] = csl(CITED)
    assert item["type"] == "interview"
    assert item["author"] == [{"literal": "Ada"}, {"literal": "Ben O'Neil"}]
    assert item["issued"] == {"date-parts": [[2026, 5, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 30]]}
    assert "issued" not in csl(replace(CITED, published=None))[0]
