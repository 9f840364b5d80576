"""Invented businesses, people and addresses; likeness to real ones is chance."""

import unicodedata
from dataclasses import dataclass

from carteira_cli.example.draws import Draws

KINDS = {
    "Bar": ("Bar", "Boteco", "Botequim", "Choperia"),
    "Mercado": ("Mercado", "Mercearia", "Mercadinho", "Minimercado"),
    "Restaurante": ("Restaurante", "Cantina", "Churrascaria", "Marmitaria"),
    "Padaria": ("Padaria", "Panificadora", "Confeitaria"),
    "Lanchonete": ("Lanchonete", "Pastelaria", "Pizzaria", "Hamburgueria"),
    "Hotel": ("Hotel", "Pousada"),
    "Conveniência": ("Conveniência", "Adega", "Empório"),
}
"""The words by which each line of business calls itself."""

_BRANCH_WEIGHTS = (24, 24, 18, 12, 12, 4, 6)

_SIGNS = """
Bule Amassado|Pé de Amora Brava|Vó Belarmina|Sanhaço Gordo|Curva do Jacu|Sino Rachado
Ladeira Torta|Quintal da Ondina|Sobrado Cor de Gema|Tico do Alambique|Porteira Rangente
Canário Cantador|Dona Leocádia|Sombra da Suinã|Galo Rouco|Moringa Cheia|Pau de Fita|Ponte de Tábua
Rede Rasgada|Trem das Onze e Meia|Viola Desafinada|Seu Eleutério|Tia Filomena Braga|Marreco Manso
Lua de Cuia|Beco da Cotovia|Caneca Lascada|Chapéu de Couro Cru|Colher Torta|Compadre Anacleto
Coreto Verde-Musgo|Engenho Quieto|Esquina do Bem-te-vi|Fogão Quase Aceso|Gamela Funda
Janela de Guilhotina|Jirau do Meio|Lamparina Velha|Maçaneta de Louça|Manacá Roxinho|Moinho Parado
Nhá Tereza Pinta|Paineira Torta|Panela Emprestada|Pilão Desirmanado|Poço da Saracura
Quatro Candeias|Rancho da Juriti|Rua do Sapotizeiro|Saci Sossegado|Sabiá da Serra Fina
Serrote Afiado|Tacho Raso|Tamanco Ligeiro|Toca do Preá|Trilho Torto|Tucano Tímido|Vereda do Ingá
Xale de Crochê|Zabumba Mansa|Alpendre Florido|Açude da Marica|Balaio de Taquara
Barranco do Lambari|Bezerro Malhado|Cafuné da Comadre|Cajado do Chico Brás|Candeeiro Novo
Capim Cheiroso Velho|Carro de Boi Cantor|Cerca de Pitangueira|Chaleira Chiando|Cocada da Zulmira
Couve Rasgada|Cumadre Ernestina|Curió Solteiro|Estação do Mutum|Farofa Fina|Figueira de Dentro
Gaita Perdida|Garoa Mansa|Ipê de Agosto|Jabuticaba Preta|João Teimoso|Largo do Chafariz Seco
Mandacaru do Sul|Martim Navegante|Mula Ruça|Nó de Pinho|Oito Cântaros|Oratório Antigo
Pamonha Quente|Pardal Paulista|Passo da Onça Mansa|Peneira Furada|Pinguela Bamba
Quitanda da Eufrásia|Rapadura Dura|Rosca Trançada|Sete Varais|Sineta Fosca|Taipa Caiada
Tatu Canastrão|Terraço da Iolanda|Três Bicas e Meia|Urupema de Cipó|Varanda do Zeferino
Vento Encanado|Vila da Tanajura
"""
SIGNS = tuple(_SIGNS.strip().replace("\n", "|").split("|"))

_FIRST = """
Adalgisa Amâncio Anselmo Benedita Berenice Ciro Clotilde Dalva Deolinda Edmundo Elvira Eurico
Firmino Genésio Gilda Hermínia Horácio Ilda Iracema Isaura Jacira Jorgina Laudelino Leonor
Lindaura Matilde Natalino Neide Odete Olavo Osório Palmira Quitéria Raimunda Rosalvo Silvério
Tarcísio Ubirajara Valdete Zilda
"""
_FIRST_NAMES = tuple(_FIRST.split())
_LAST = """
Abranches Alvarenga Amorim Arantes Bandeira Barreto Bittar Borba Caldeira Camargo Canabrava
Carvalhal Cerqueira Coutinho Dornelas Fagundes Falcão Figueira Garcez Guedes Junqueira Lacerda
Lobato Macedo Malheiros Marinho Meireles Monjardim Murtinho Nogueira Paranhos Peixoto Quaresma
Rabelo Saldanha Sampaio Tavares Teixeira Vilhena Xavier
"""
_SURNAMES = tuple(_LAST.split())


@dataclass(frozen=True, slots=True)
class City:
    """A city of the sales region: its state, its area code and the seller who visits it."""

    name: str
    state: str
    area_code: int
    seller: str
    weight: int


CITIES = (
    City("Campinas", "SP", 19, "Márcia Tolentino", 26),
    City("Valinhos", "SP", 19, "Márcia Tolentino", 6),
    City("Jundiaí", "SP", 11, "Rogério Paixão", 14),
    City("Atibaia", "SP", 11, "Rogério Paixão", 5),
    City("Americana", "SP", 19, "Simone Vasques", 9),
    City("Limeira", "SP", 19, "Simone Vasques", 9),
    City("Piracicaba", "SP", 19, "Dirceu Fontoura", 11),
    City("Rio Claro", "SP", 19, "Dirceu Fontoura", 6),
    City("Pouso Alegre", "MG", 35, "Lívia Bragança", 8),
    City("Poços de Caldas", "MG", 35, "Lívia Bragança", 6),
)


def city(draws: Draws) -> City:
    """Draw a city, the larger ones more often."""
    return draws.weighted(CITIES, (place.weight for place in CITIES))


def businesses(count: int, draws: Draws) -> list[tuple[str, str]]:
    """Invent that many different businesses: line of business and trade name."""
    names = {kind: iter(draws.shuffled(_trade_names(kind))) for kind in KINDS}
    branches = (draws.weighted(tuple(KINDS), _BRANCH_WEIGHTS) for _ in range(count))
    return [(branch, next(names[branch])) for branch in branches]


def person(draws: Draws) -> str:
    """Invent a person."""
    return f"{draws.pick(_FIRST_NAMES)} {draws.pick(_SURNAMES)}"


def phone(place: City, number: int) -> str:
    """Make a mobile number in a range nobody uses, another one for each customer number."""
    return f"({place.area_code}) 90000-{number * 7919 % 10_000:04}"


def email(trade_name: str) -> str:
    """Make an address from a trade name, on the domain that is kept for examples."""
    return f"contato@{''.join(filter(str.isalnum, plain(trade_name))).lower()}.exemplo.com.br"


def plain(text: str) -> str:
    """Take the accents away."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _trade_names(branch: str) -> list[str]:
    return [f"{kind} {sign}" for kind in KINDS[branch] for sign in SIGNS]
