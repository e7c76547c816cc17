"""Names for children who do not exist.

First and last names are drawn apart from each other out of common ones, so a made-up child may by chance be called as
somebody is; nobody is meant.
"""

from random import Random
from typing import Final, NamedTuple


class Names(NamedTuple):
    """Names that are often heard together."""

    share: float
    """The share of families that are called so, this group's and all groups' before it together."""
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


_GROUPS: Final = (
    Names(
        0.46,
        tuple(
            "Aaliyah Amari Amiyah Brielle Camille Dasia Destiny Ebony Essence Genesis Imani Jada Jakayla "
            "Journee Kamryn Kennedi Kiara Laila Londyn Makayla Nevaeh Nia Nyla Paris Payton Raven Sanaa Skylar "
            "Taraji Tatiana Zaria Zuri".split()
        ),
        tuple(
            "Amir Andre Antwan Cameron Carmelo Darius Deandre Demetrius Devonte Dominic Elijah Isaiah Jabari Jalen "
            "Jamari Jaylen Jeremiah Josiah Kamari Keon Khalil Kyrie Langston Malik Marcus Micah Omari "
            "Quincy Semaj Terrell Tremaine Tyrese Xavier Zaire".split()
        ),
        tuple(
            "Allbright Banks Barrow Battle Booker Bridgewater Broadnax Caldwell Chatman Coleman Crowder Dorsey Dukes "
            "Easley Fairley Gaines Gilliam Goodloe Hairston Hargrove Holloway Ivory Jamison Ketchum Lockett Mabry "
            "Mayfield McClinton Nettles Overton Peoples Pettigrew Ransom Rayford Sharpe Tate Thigpen Toliver "
            "Upshaw Vance Wardlow Weathersby Winfrey Wooten Yarbrough".split()
        ),
    ),
    Names(
        0.74,
        tuple(
            "Abigail Addison Alexis Amber Ava Autumn Bailey Bella Brooklyn Charlotte Chloe Claire Daisy Delaney Ella "
            "Emma Faith Grace Hailey Hannah Hazel Ivy Josie Kaylee Lily Lucy Madison Maeve Molly Nora Olivia Paige "
            "Piper Quinn Rowan Ruby Sadie Summer Trinity Violet Willow Winona".split()
        ),
        tuple(
            "Aiden Asher Austin Bentley Brayden Caleb Carter Chase Cody Colton Connor Dalton Dylan Easton Ethan Evan "
            "Finn Gavin Grayson Hunter Jace Jackson Kyle Landon Levi Logan Lucas Mason Noah Owen Parker Riley Ryder "
            "Sawyer Tanner Tristan Tyler Wesley Wyatt Zachary".split()
        ),
        tuple(
            "Anders Baumann Becker Brandt Cudahy Dahlke Dombrowski Eckert Farley Felten Gorski Gruber Halverson Hintz "
            "Janke Jorgensen Kaminski Keller Kessler Kowalke Krause Larkin Lemke Lindner Malloy Marquardt Nowicki "
            "Olstad Pawlak Pfeiffer Quigley Radtke Rasmussen Schaefer Schultz Sorensen Stroik Tesch Thorson Ullrich "
            "Voigt Wendt Wozniak Zastrow Ziegler".split()
        ),
    ),
    Names(
        0.90,
        tuple(
            "Alejandra Alondra Ana Ariana Camila Daniela Elena Esmeralda Esperanza Gabriela Guadalupe Isabela Itzel "
            "Jazmin Lucia Luz Marisol Natalia Paloma Renata Rosa Sofia Valeria Ximena Yesenia Zoe".split()
        ),
        tuple(
            "Adrian Alejandro Andres Angel Carlos Cesar Diego Emiliano Esteban Fernando Gael Hector Ivan Javier "
            "Joaquin Jose Julian Leonel Luis Mateo Miguel Nicolas Omar Rafael Santiago Tomas".split()
        ),
        tuple(
            "Acevedo Alvarado Arroyo Barrera Cardenas Colon Cordova Delgado Escobar Feliciano Figueroa Fuentes Galindo "
            "Guerrero Ibarra Lozano Maldonado Mercado Montoya Nieves Ocasio Pagan Quinones Rentas Rosario Salgado "
            "Santana Tirado Valdez Villalobos Zamora".split()
        ),
    ),
    Names(
        0.95,
        tuple("Bao Chue Gaonou Hli Kalia Kazoua Mai Maiyer Nou Pahoua Paj Panyia Sheng Yer".split()),
        tuple("Chai Chong Fue Kong Leng Long Meng Nhia Pheng Thai Toua Tou Xeng Yeng".split()),
        tuple("Cha Chang Fang Her Khang Kue Lee Lor Moua Thao Vang Vue Xiong Yang".split()),
    ),
    Names(
        1.00,
        tuple("Amina Asha Fatima Halima Hodan Leila Maryam Nadia Sahra Yasmin".split()),
        tuple("Abdi Ahmed Bilal Hakim Ibrahim Idris Mahad Samir Yahya Yusuf".split()),
        tuple("Abukar Dirie Farah Guled Hassan Jama Mohamud Nur Salah Warsame".split()),
    ),
)


def family_names(rng: Random) -> Names:
    """The group of names that one family draws from."""
    card = rng.random()
    return next(group for group in _GROUPS if card < group.share)


def pick(words: tuple[str, ...], rng: Random) -> str:
    """One of the words."""
    return words[int(rng.random() * len(words))]
