"""What the distributor sells, at what price, and to whom it appeals."""

from dataclasses import dataclass
from datetime import date

from carteira_cli.example.draws import Draws


@dataclass(frozen=True, slots=True)
class Product:
    """One product: its name, its category and its price of 2023 in centavos."""

    name: str
    category: str
    cents: int

    def price(self, day: date) -> int:
        """The price on a day, in centavos: raised every January, always a multiple of five."""
        return self.cents * _PRICE_INDEX[day.year] // 500 * 5


_PRICE_INDEX = {2023: 100, 2024: 105, 2025: 110, 2026: 115}

PRODUCTS = (
    Product("Cerveja pilsen lata 350 ml (12)", "Cervejas", 3990),
    Product("Cerveja pilsen garrafa 600 ml (24)", "Cervejas", 14890),
    Product("Cerveja puro malte long neck (24)", "Cervejas", 11950),
    Product("Chope claro barril 50 l", "Cervejas", 54900),
    Product("Refrigerante cola 2 l (6)", "Refrigerantes", 4180),
    Product("Refrigerante guaraná lata 350 ml (12)", "Refrigerantes", 3290),
    Product("Água tônica lata 350 ml (12)", "Refrigerantes", 3560),
    Product("Água mineral sem gás 500 ml (12)", "Águas e sucos", 1490),
    Product("Água mineral com gás 500 ml (12)", "Águas e sucos", 1690),
    Product("Água de coco 1 l (12)", "Águas e sucos", 8640),
    Product("Suco de uva integral 1 l (6)", "Águas e sucos", 6990),
    Product("Cachaça prata 1 l (6)", "Destilados", 8940),
    Product("Vodca 1 l (6)", "Destilados", 13740),
    Product("Gim 750 ml (6)", "Destilados", 23940),
    Product("Vinho tinto seco 750 ml (6)", "Vinhos", 16740),
    Product("Espumante brut 750 ml (6)", "Vinhos", 23340),
    Product("Café torrado e moído 500 g (10)", "Mercearia", 17900),
    Product("Açúcar refinado 1 kg (10)", "Mercearia", 4290),
    Product("Azeite extravirgem 500 ml (12)", "Mercearia", 35880),
    Product("Molho de tomate 2 kg (6)", "Mercearia", 7740),
    Product("Batata palito congelada 2 kg (5)", "Congelados", 12450),
    Product("Pão de queijo congelado 1 kg (10)", "Congelados", 15900),
    Product("Salgadinho de milho 45 g (20)", "Petiscos", 4980),
    Product("Amendoim torrado 1 kg (10)", "Petiscos", 13900),
    Product("Copo descartável 300 ml (1.000)", "Descartáveis", 6950),
)

TASTES = {
    "Bar": {"Cervejas": 14, "Destilados": 8, "Refrigerantes": 5, "Petiscos": 6},
    "Mercado": {"Cervejas": 6, "Refrigerantes": 7, "Mercearia": 12, "Águas e sucos": 6},
    "Restaurante": {"Mercearia": 9, "Refrigerantes": 7, "Vinhos": 7, "Águas e sucos": 7},
    "Padaria": {"Mercearia": 9, "Congelados": 10, "Águas e sucos": 7, "Refrigerantes": 6},
    "Lanchonete": {"Refrigerantes": 11, "Congelados": 10, "Descartáveis": 9, "Águas e sucos": 4},
    "Hotel": {"Vinhos": 10, "Águas e sucos": 11, "Mercearia": 6, "Cervejas": 4},
    "Conveniência": {"Cervejas": 12, "Destilados": 6, "Petiscos": 10, "Refrigerantes": 8},
}
"""How strongly each line of business wants each category; 1 where nothing is said."""


def repertoire(branch: str, draws: Draws) -> list[Product]:
    """Draw the products that a customer of this line of business usually orders."""
    wishes = [TASTES[branch].get(product.category, 1) for product in PRODUCTS]
    return draws.several(PRODUCTS, wishes, draws.whole(3, 9))
