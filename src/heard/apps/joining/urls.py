"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.joining.views import course, groups, invitations, people, you

urlpatterns: list[URLPattern] = [
    path("account/you/", you.you, name="account_you"),
    path("account/picture/", you.picture, name="my-picture"),
    path("account/picture/send/", you.send_picture, name="send-picture"),
    path("account/picture/drop/", you.drop_picture, name="drop-picture"),
    path("account/private/", you.private_details, name="private-details"),
    path("account/course/", course.course, name="course"),
    path("join/<str:token>/", invitations.invitation, name="invitation"),
    path("invite/", invitations.invite, name="invite"),
    path("invite/<int:pk>/cancel/", invitations.cancel_invitation, name="cancel-invitation"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new_group, name="new-group"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/change/", groups.change_group, name="change-group"),
    path("groups/<slug:slug>/invite/", groups.invite_to_group, name="invite-to-group"),
    path("groups/<slug:slug>/link/", groups.group_link, name="group-link"),
    path("groups/<slug:slug>/leave/", groups.leave_group, name="leave-group"),
    path("groups/<slug:slug>/members/<int:pk>/", groups.member, name="member"),
    path("people/", people.people_list, name="people"),
    path("people/<slug:slug>/", people.one, name="person"),
    path("people/<slug:slug>/role/", people.give_role, name="give-role"),
    path("people/<slug:slug>/suspend/", people.suspend, name="suspend-person"),
    path("people/<slug:slug>/reinstate/", people.reinstate, name="reinstate-person"),
    path("people/<slug:slug>/private/", people.see_private, name="see-private"),
    path("people/<slug:slug>/training/", people.add_training, name="add-training"),
    path("people/<slug:slug>/training/<int:pk>/remove/", people.remove_training, name="remove-training"),
]
