"""A page that was saved from an old site is read for what people wrote on it, without what stands on every page."""

from __future__ import annotations

from heard.core.moving.webpage import Said, read, title_in

PAGE = """<!doctype html><html><head><title>Fourteen nights | Old Stories</title>
<meta name="description" content="What it is like to wait."><style>p {}</style></head>
<body><nav><p>Home</p></nav><main><h1>Fourteen <em>nights</em></h1>
<p class="standfirst">I waited on a ward.</p>
<p>It was a long night.<br>Nobody came.</p>
<p>In the morning, she said: &ldquo;Go home.&rdquo;
<ul><li>One<li>Two</ul>
<script>var p = "<p>no</p>";</script></main>
<section id="comments"><h2>2 comments</h2>
<article class="comment"><span class="author">Jo</span> <time datetime="2021-07-01T10:00">1 July</time>
<p>It was the same for us.</p></article>
<article class="comment"><span class="author">Sam</span><p>Thank you.</p><p>Truly.</p></article>
<form><p>Write a comment</p></form></section>
<footer><p>Copyright</p></footer></body></html>"""


def test_title_standfirst_paragraphs_and_comments_are_told_apart():
    page = read(PAGE.encode())
    assert (page.title, page.standfirst) == ("Fourteen nights", "I waited on a ward.")
    assert list(page.paragraphs) == [
        "It was a long night.\nNobody came.",
        "In the morning, she said: “Go home.”",
        "One",
        "Two",
    ]
    assert list(page.comments) == [
        Said("Jo", "2021-07-01T10:00", "It was the same for us."),
        Said("Sam", "", "Thank you.\n\nTruly."),
    ]


def test_a_page_without_a_main_part_gives_its_paragraphs():
    page = read(b"<title>Nights - Old site</title><div>Menu</div><p>First.<p>Second.</div></span>")
    assert (page.title, list(page.paragraphs)) == ("Nights", ["First.", "Second."])


def test_what_is_broken_in_a_page_loses_nothing_that_was_written():
    page = read(b"<main><p>First.</b></i><div><p>Second.")
    assert list(page.paragraphs) == ["First.", "Second."]


def test_a_text_is_called_by_its_first_sentence():
    assert title_in("Menu\nHome\nWhat we heard on the ward.\nMore.", "000") == "What we heard on the ward."
    assert title_in("Menu\nHome", "000") == "000"
    long = title_in("word " * 40 + "end.", "000")
    assert len(long) <= 80
    assert long.endswith("word…")
