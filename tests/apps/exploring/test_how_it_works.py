"""How this site works: what this is, in plain words."""

from tests.page import Page


def test_it_is_said_for_everybody_without_asking_the_database(browse, django_assert_num_queries):
    client = browse(None)
    with django_assert_num_queries(0):
        page = Page(client.get("/how-it-works/"))
    assert page.texts("h1") == ["How Heard works"]
    assert page.texts("h2") == [
        "How it works",
        "How mishearings are put right",
        "Private until somebody says otherwise",
        "Follow new stories",
        "With a keyboard, a phone or a screen reader",
        "Who is behind it",
    ]


def test_it_opens_for_everybody(browse, ada, ben, cleo, max_, hana):
    assert [browse(person).get("/how-it-works/").status_code for person in (None, ada, ben, cleo, max_, hana)] == [
        200
    ] * 6


def test_a_host_names_the_network(browse, furnish):
    furnish(name="Tameside Talks")
    assert Page(browse(None).get("/how-it-works/")).texts("title") == ["How this site works – Tameside Talks"]
