"""About: what this is, in plain words."""

from tests.page import Page


def test_about_says_how_it_works_for_everybody_without_asking_the_database(browse, django_assert_num_queries):
    client = browse(None)
    with django_assert_num_queries(0):
        page = Page(client.get("/about/"))
    assert page.texts("h1") == ["About Heard"]
    assert page.texts("h2") == [
        "How it works",
        "How mishearings are put right",
        "Private until somebody says otherwise",
        "Follow new stories",
        "With a keyboard, a phone or a screen reader",
        "Who is behind it",
    ]


def test_about_opens_for_everybody(browse, ada, ben, cleo, max_, hana):
    assert [browse(person).get("/about/").status_code for person in (None, ada, ben, cleo, max_, hana)] == [200] * 6


def test_a_host_names_the_network(browse, furnish):
    furnish(name="Tameside Talks")
    assert Page(browse(None).get("/about/")).texts("title") == ["About – Tameside Talks"]
