"""Every address of the website. Each app adds its own by name, so that no part has to know another."""

from django.conf import settings
from django.urls import include, path

from homeward.website import health, home, session, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("homeward.roundtables.urls")),
    path("", include("homeward.resources.urls")),
    path("", include("homeward.documents.urls")),
    path("", include("homeward.worklists.urls")),
    path("", include("homeward.learning.practice.urls")),
    path("", include("homeward.learning.urls")),
    path("", include("homeward.permanency.urls")),
    path("", include("homeward.wicwa.urls")),
    path("", include("homeward.family.urls")),
    path("", include("homeward.obligations.urls")),
    path("extracts/", include("homeward.extracts.urls")),
    path("", include("homeward.administration.urls")),
    path("policy/", include("homeward.website.handbook.urls")),
    path("try-dates/", include("homeward.website.try_dates.urls")),
    path("session/", session.state, name="session_state"),
    path("session/stay/", session.stay, name="session_stay"),
    path("session/again/", session.signed_in_again, name="signed_in_again"),
    path("account/", sign_in.account, name="account"),
    path("account/signup/", sign_in.no_such_door, name="account_signup"),
    path("account/email/", sign_in.no_such_door, name="account_email"),
    path("account/confirm-email/", sign_in.no_such_door, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", sign_in.no_such_door, name="account_confirm_email"),
    path("account/password/set/", sign_in.no_such_door, name="account_set_password"),
    path("account/provider/signup/", sign_in.no_such_door, name="socialaccount_signup"),
    path("account/provider/", sign_in.no_such_door, name="socialaccount_connections"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/provider/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/provider/", include("allauth.socialaccount.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("favicon.ico", home.favicon, name="favicon"),
]
if settings.HOMEWARD_DEMO:
    urlpatterns.append(path("demo/sign-in/", sign_in.demo_sign_in, name="demo_sign_in"))

handler500 = "homeward.website.errors.failed"
