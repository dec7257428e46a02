"""Given and family names by language, and made-up places of work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one language; ``family_first`` when that is how they are written together."""

    language: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False


def _names(language: str, given: str, family: str, family_first: bool = False) -> Names:
    return Names(language, tuple(given.split()), tuple(family.split()), family_first)


NAMES = (
    _names("Finnish", "Aino Eetu Helmi Väinö Säde Jyrki Päivi Tuomas Ilmari",
           "Mäkelä Korhonen Hämäläinen Ylönen Särkkä Lehtimäki Aaltonen"),
    _names("Swedish", "Åsa Björn Göran Märta Elin Sören Linnéa", "Sjöberg Åkerlund Östman "
           "Nordlöf Hägg Lindqvist"),
    _names("German", "Jürgen Käthe Friederike Götz Annika Matthias Sören",
           "Müller-Brandt Weiß Schönfeld Krüger Großmann Vogt Hübner"),
    _names("French", "Élodie François Noémie Loïc Hélène Jérôme Maëlle",
           "Lefèvre Gauthier-Roy Béranger Çelan d'Aubigny Rousselot Chauvière"),
    _names("Portuguese", "João Inês Conceição Tomás Luísa Gonçalo Beatriz",
           "Magalhães Assunção Brandão Simões Leitão Furtado"),
    _names("Spanish", "Íñigo Begoña Ximena Andrés Lucía Sebastián Rocío",
           "Ibáñez Quiñones Peñaloza Muñoz Valdés Echeverría Núñez"),
    _names("Italian", "Niccolò Giosuè Letizia Bartolomeo Ilaria Pietro",
           "D'Amico Forlì Bonfigli Scarpellini Zanetti Colafrancesco"),
    _names("Irish", "Siobhán Pádraig Aoife Cillian Róisín Tadhg",
           "Ó_Súilleabháin Ní_Dhomhnaill O'Flaherty Mac_Cárthaigh Breathnach"),
    _names("Polish", "Łucja Stanisław Małgorzata Paweł Żaneta Józef",
           "Wójcik Gąsiorowska Jędrzejczyk Łoś Świątek Kaźmierczak"),
    _names("Czech", "Zdeněk Kateřina Jiří Božena Ondřej Šárka",
           "Dvořáček Žižková Řehoř Šťastný Kubíček"),
    _names("Turkish", "Çağla Ömer Şule İlker Gülşen Barış", "Öztürk Işık Yıldırım Çetin Güneş"),
    _names("Greek", "Ελένη Γιώργος Αθηνά Νίκος Χριστίνα", "Παπαδάκης Οικονόμου Βασιλείου Κοντός"),
    _names("Russian", "Олег Мария Наталья Дмитрий Светлана",
           "Ковалёв Шевченко Григорьев Лисицына Орлов"),
    _names("Arabic", "ليلى يوسف مريم خالد سلمى", "الحداد منصور الخطيب بن_سعيد النجار"),
    _names("Hebrew", "נועה איתן תמר אורי יעל", "לוי_כרמל שחר ברק אלון גולן"),
    _names("Persian", "شیرین آرش پریسا کاوه", "رضایی کریمی یزدانی فرهادی"),
    _names("Chinese", "晓明 雨桐 建华 丽娜 子涵", "王 李 欧阳 陈 周", True),
    _names("Pinyin", "Xiaoming Yutong Jianhua Lina Zihan Wei", "Wang Ouyang Chen Zhou Liang Lü"),
    _names("Japanese", "はるか 健太 さくら 陽介", "佐々木 小林 渡辺 長谷川", True),
    _names("Korean", "지우 민준 서연 하준", "김 박 최 정", True),
    _names("Indian", "Ananya Rohit Lakshmi Arjun Meenakshi Vikram",
           "Iyer Chattopadhyay Deshpande Raghunathan Banerjee"),
    _names("Vietnamese", "Thị_Hạnh Minh_Đức Quỳnh_Anh Văn_Hùng", "Nguyễn Trần Phạm Đặng", True),
    _names("Yoruba", "Adébáyọ̀ Fọláṣadé Olúwaṣeun Títílayọ̀", "Ọlátúnjí Adéyẹmí Ògúnlẹ́sí"),
    _names("English", "Margaret Oliver Priscilla Duncan Harriet Nigel",
           "Featherstonehaugh Ashdown Pemberton-Lyle Whitlock Garside"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Workplace:
    """A made-up university or institute."""

    name: str
    city: str
    country: str


WORKPLACES = (
    Workplace("University of Vellmark, Department of Chemistry", "Vellmark", "Denmark"),
    Workplace("Technische Hochschule Brunnwald", "Brunnwald", "Germany"),
    Workplace("Université de Saint-Orens-le-Lac", "Saint-Orens-le-Lac", "France"),
    Workplace("Universidade de Vale Sereno", "Vale Sereno", "Portugal"),
    Workplace("Universidad Austral de Puerto Quieto", "Puerto Quieto", "Chile"),
    Workplace("Kuusilahti University of Technology", "Kuusilahti", "Finland"),
    Workplace("Instytut Fizyki Ciała Stałego w Dąbrowie Leśnej", "Dąbrowa Leśna", "Poland"),
    Workplace("Ballinacraig Institute of Materials", "Ballinacraig", "Ireland"),
    Workplace("Università di Montefiorito", "Montefiorito", "Italy"),
    Workplace("Yeşilova Üniversitesi", "Yeşilova", "Türkiye"),
    Workplace("Hakuba-no-mori Institute for Soft Matter", "Hakuba", "Japan"),
    Workplace("Jadebrook University", "Jadebrook", "New Zealand"),
    Workplace("Indus Valley Institute of Crystallography", "Sarangpur", "India"),
    Workplace("Wadi al-Noor University", "Wadi al-Noor", "Jordan"),
    Workplace("Great Karoo Research Council", "Steenfontein", "South Africa"),
    Workplace("Lakehurst Polytechnic, School of Engineering", "Lakehurst", "Canada"),
    Workplace("Museum of Applied Antiquities", "Port Hellas", "Greece"),
    Workplace("Nordhaven Battery Laboratory", "Nordhaven", "Norway"),
)
