"""Settings are read once, when Django starts: so each of these is a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cast_county import database_at
from tests.repository.tree import ROOT

LOOK = """
import json
import django
django.setup()
from django.test import Client
page = Client().get("/account/login/")
print(json.dumps({"policy": page["Content-Security-Policy"], "page": page.content.decode()}))
"""
PROVIDER = {
    "HOMEWARD_OIDC_SERVER": "https://id.example.org/realms/county",
    "HOMEWARD_OIDC_CLIENT": "homeward",
    "HOMEWARD_OIDC_SECRET": "between the two of us",
    "HOMEWARD_OIDC_NAME": "County account",
}


def sign_in_page(tables: Path, **environment: str) -> dict[str, str]:
    """The page of the sign-in, and the header that says what a browser may do with it."""
    given = {"DJANGO_SETTINGS_MODULE": "homeward.website.settings", **database_at(tables)}
    given |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore", "HOMEWARD_HOSTS": "testserver"}
    run = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**os.environ, **given, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, str] = json.loads(run.stdout)
    return said


def test_an_agency_with_a_provider_of_its_own_signs_in_there(tables: Path) -> None:
    said = sign_in_page(tables, **PROVIDER)
    assert "Sign in with County account" in said["page"]
    assert 'action="/account/provider/oidc/agency/login/' in said["page"]
    assert "form-action 'self' https://id.example.org;" in f"{said['policy']};"


def test_without_one_there_is_no_such_button_and_forms_go_nowhere_else(tables: Path) -> None:
    said = sign_in_page(tables)
    assert "Sign in with" not in said["page"]
    assert "form-action 'self';" in f"{said['policy']};"
