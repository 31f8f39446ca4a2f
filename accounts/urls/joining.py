from django.urls import path

from accounts.views import joining, joining_card, joining_claim, joining_invitation, joining_key

app_name = "joining"

urlpatterns = [
    path("", joining.start, name="start"),
    path("code/", joining.code, name="code"),
    path("code/again/", joining.resend, name="resend"),
    path("about-you/", joining.about_you, name="about_you"),
    path("ask/", joining.ask, name="ask"),
    path("asked/", joining.asked, name="asked"),
    path("invitation/<str:token>/", joining_invitation.invitation, name="invitation"),
    path("key/", joining_key.key, name="key"),
    path("key/about-you/", joining_key.about_you, name="key_about_you"),
    path("claim/", joining_claim.claim, name="claim"),
    path("card/", joining_card.card, name="card_sign_in"),
    path("card/password/", joining_card.own_password, name="own_password"),
]
