"""The words of the notice to relatives, in English and Spanish: a sample in plain language, no official text.

42 USC 671(a)(29) asks that the notice say that the child was removed, which ways a relative has to take part and which
may be lost without an answer, what a foster home needs and is given, and how guardianship assistance works; the
agency's counsel confirms the words.
"""

from typing import Any, Final

ENGLISH, SPANISH = "en", "es"

MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)

TEXTS: Final[dict[str, dict[str, Any]]] = {
    ENGLISH: {
        "title": "{child} needs family",
        "since": " Since {day} {child} lives away from home, in the care of our agency.",
        "greeting": (
            "Dear {relative},",
            "We write to you because you are family, or like family, to {child}.{since} The law asks us to tell you.",
        ),
        "parts": (
            (
                "What you can do",
                (
                    "Tell us about {child}: what helps, who matters, who else is family.",
                    "Keep in touch: call, write, visit, celebrate birthdays and holidays.",
                    "Help the parents, give rides, or be there when they spend time together.",
                    "Ask to have {child} live with you, for a time or for good.",
                ),
                True,
            ),
            (
                "If you might give {child} a home",
                (
                    "We visit your home and check backgrounds. You can ask to become a licensed foster home; then you "
                    "get monthly payments and training. Relatives who become guardians may get payments too. We tell "
                    "you about each of these and help with the papers.",
                ),
                False,
            ),
            (
                "Please answer",
                (
                    "Call or write within 30 days. You need not decide anything now. If we do not hear from you, the "
                    "court may make lasting decisions, such as another home or adoption, without knowing that you are "
                    "there; some ways to take part may then be closed. You may still call us later.",
                ),
                False,
            ),
        ),
        "ending": "Please do not share this letter. It is about a child's private life.",
    },
    SPANISH: {
        "title": "{child} necesita a su familia",
        "since": " Desde el {day}, {child} vive fuera de su casa, al cuidado de nuestra agencia.",
        "greeting": (
            "Estimado/a {relative}:",
            "Le escribimos porque usted es familia, o como familia, de {child}.{since} La ley nos pide que se lo "
            "digamos.",
        ),
        "parts": (
            (
                "Lo que usted puede hacer",
                (
                    "Contarnos sobre {child}: qué le ayuda, quién le importa, quién más es de la familia.",
                    "Mantener el contacto: llamar, escribir, visitar, celebrar cumpleaños y días de fiesta.",
                    "Ayudar a los padres, dar transporte o estar presente cuando pasan tiempo juntos.",
                    "Pedir que {child} viva con usted, por un tiempo o para siempre.",
                ),
                True,
            ),
            (
                "Si usted podría darle un hogar a {child}",
                (
                    "Visitamos su casa y revisamos los antecedentes. Puede pedir una licencia de hogar de crianza; en "
                    "ese caso recibe pagos mensuales y capacitación. Los familiares que llegan a ser tutores legales "
                    "también pueden recibir pagos. Le explicamos cada opción y le ayudamos con los papeles.",
                ),
                False,
            ),
            (
                "Por favor responda",
                (
                    "Llame o escriba dentro de 30 días. No tiene que decidir nada ahora. Si no sabemos de usted, el "
                    "tribunal puede tomar decisiones duraderas, como otro hogar o la adopción, sin saber que usted "
                    "está ahí; algunas formas de participar pueden cerrarse entonces. Aun así puede llamarnos más "
                    "tarde.",
                ),
                False,
            ),
        ),
        "ending": "Por favor no comparta esta carta. Trata de la vida privada de un niño o una niña.",
    },
}
