"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.wording.views import asking, glossary, names, tables

urlpatterns: list[URLPattern] = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/<int:pk>/", glossary.term, name="term"),
    path("glossary/add/", glossary.add, name="add-term"),
    path("glossary/<int:pk>/change/", glossary.change, name="change-term"),
    path("glossary/<int:pk>/merge/", glossary.merge, name="merge-term"),
    path("glossary/<int:pk>/retire/", glossary.retire, name="retire-term"),
    path("glossary/<int:pk>/restore/", glossary.restore, name="restore-term"),
    path("glossary/out-of-use/", glossary.retired, name="retired-terms"),
    path("glossary/list/", tables.bring, name="bring-terms"),
    path("glossary/glossary.csv", tables.take, name="take-terms"),
    path("glossary/ask/", asking.ask, name="ask"),
    path("glossary/questions/", asking.questions, name="questions"),
    path("glossary/questions/<int:pk>/", asking.answer, name="answer"),
    path("stories/<slug:slug>/names/", names.names, name="story-names"),
]
