"""The course about responsible storytelling: read it, answer a few questions, done."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heard.apps.joining.actions.trainings import complete_course
from heard.apps.joining.course import QUESTIONS, SECTIONS, CourseForm
from heard.apps.joining.doors import user_of
from heard.apps.joining.queries import trainings_of


@login_required
def course(request: HttpRequest) -> HttpResponse:
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        complete_course(user_of(request))
        messages.success(request, _("Well done. The course is on your record."))
        return redirect("account_you")
    context = {"form": form, "sections": SECTIONS, "questions": QUESTIONS, "done": trainings_of(user_of(request))}
    return render(request, "joining/course.html", context)
