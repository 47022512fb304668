"""Where the stories of the demo happen: towns that exist, streets that do not.

The first half of each postcode is real, so that routing works on it. No second half ever holds one of the letters C, I,
K, M, O and V; ours always end in two of them, so no address of anybody's is meant.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    postcode: str
    words: str
    kind: str
    #: "area:<code>" where the outcode reaches into several areas and the person was asked.
    narrowed: str = ""

    @property
    def where(self) -> dict[str, Any]:
        """The answers of the where page."""
        answers = {"place_type": self.kind, "postcode": self.postcode, "place": self.words, "narrowed": self.narrowed}
        return {name: answer for name, answer in answers.items() if answer}


# --- Cumbria ---------------------------------------------------------------------------------------------------------
CARLISLE_MARKET = Place("CA3 8MV", "The covered market in Carlisle, by the flower stall", "shop_pub")
CARLISLE_TERRACE = Place("CA1 2KV", "Outside my front door, Larch Terrace", "near_home")
CARLISLE_TAXI = Place("CA2 4OV", "Taxi rank behind the bus station", "bus_taxi")
CARLISLE_MOSQUE = Place("CA1 3MK", "The prayer room and the wall beside it, Denton Row", "worship")
CARLISLE_TAKEAWAY = Place("CA2 5VK", "My takeaway on Caldew Road", "work")
CARLISLE_FLATS = Place("CA1 1OM", "Ground floor, Petteril Court", "home")
CARLISLE_PLATFORM = Place("CA1 1KO", "Platform 4, then the 17:49 to Newcastle", "railway")
CARLISLE_COLLEGE = Place("CA3 0VM", "The canteen of my college", "school")
PENRITH_FARM_SHOP = Place("CA10 2KM", "A farm shop and café off the A6 south of Penrith", "shop_pub")
PENRITH_HOSTEL = Place("CA11 7VO", "Shared kitchen of the hostel, Wetheriggs Lane", "home", "area:eden")
APPLEBY_FIELD = Place("CA16 6KO", "The field gate at Gallows Beck", "somewhere_else")
WORKINGTON_PUB = Place("CA14 2OK", "A pub near the harbour", "shop_pub", "area:allerdale")
WIGTON_CAFE = Place("CA7 9OK", "The Millrace Café, by the old mill", "shop_pub")
COCKERMOUTH_PARK = Place("CA13 9MO", "The play area by the river", "park")
MARYPORT_HOUSE = Place("CA15 6VM", "My house, Senhouse Rise", "home")
WHITEHAVEN_BUS = Place("CA28 7KM", "Number 30 bus, top deck", "bus_taxi")
WHITEHAVEN_FLAT = Place("CA28 8OV", "His flat, Corkickle Buildings", "home")
EGREMONT_SCHOOL = Place("CA22 2MK", "The path behind the sports hall", "school")
BARROW_TERRACE = Place("LA14 1VK", "Upstairs flat, Furnace Street East", "home")
BARROW_SHOP = Place("LA14 5OM", "My shop, Walney Parade", "work")
BARROW_GYM = Place("LA13 9KV", "The changing rooms of a gym", "sport")
ULVERSTON_SQUARE = Place("LA12 7MO", "Outside the bakery on the square", "street")
KENDAL_BUS = Place("LA9 4VM", "Number 41 bus, towards the hospital", "bus_taxi")
KENDAL_BAR = Place("LA9 5KO", "A bar on Finkle Yard", "shop_pub")
WINDERMERE_HOTEL = Place("LA23 1OV", "Staff corridor of a hotel", "work")
AMBLESIDE_PATH = Place("LA22 0MK", "The lake path near the pier", "park")
LANCASTER_FLAT = Place("LA1 3VM", "My street in Lancaster", "near_home")

# --- Leicestershire --------------------------------------------------------------------------------------------------
LEICESTER_ARCADE = Place("LE1 5MK", "The arcade by the clock", "shop_pub")
LEICESTER_TEMPLE = Place("LE1 3OV", "Our temple, Cranesbill Street", "worship")
LEICESTER_FLAT = Place("LE1 6KM", "Flat above the bakery, Wharf Passage", "home")
LEICESTER_WARD = Place("LE1 5VO", "Waiting room of the eye clinic", "health")
LEICESTER_STREET = Place("LE3 0OK", "Corner of Fosse Rise", "street", "area:leicester")
LEICESTER_BUS = Place("LE2 1MV", "The 31 bus", "bus_taxi", "area:leicester")
LEICESTER_ESTATE = Place("LE5 2KO", "The garages, Humber Way", "near_home", "area:leicester")
LEICESTER_CHAT = Place("LE1 7OM", "", "online")
LEICESTER_OFFICE = Place("LE1 4VK", "Open-plan office, third floor", "work")
MELTON_CAFE = Place("LE13 1KV", "A café in the precinct", "shop_pub")
OADBY_SCHOOL = Place("LE18 4OM", "The school gate", "school")
WIGSTON_DRIVE = Place("LE18 2MV", "Our drive, Saffron Close", "home")
HARBOROUGH_SQUARE = Place("LE16 7OK", "The square, near the old grammar school", "street", "area:harborough")
COALVILLE_HOME = Place("LE67 3MK", "Supported flats, Mantle Yard", "home")
CASTLE_DONINGTON = Place("DE74 2OV", "A warehouse, night shift", "work")
OAKHAM_FAIR = Place("LE15 6KV", "The autumn fair", "park", "area:rutland")
