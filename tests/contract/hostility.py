"""What strangers may send to a search: by kind, the pairs of an address or its raw query."""

import base64
from urllib.parse import quote, urlencode

from search import cursor

Query = str  # what stands behind the question mark, encoded


def typed(*texts: str) -> list[Query]:
    return ["q=" + quote(text.encode("utf-8", "surrogatepass")) for text in texts]


def given(**pairs: str) -> Query:
    return urlencode(pairs)


def made_up(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def after(text: str, sort: str = "relevance") -> Query:
    return given(q="beam", sort=sort, after=text)


DEEP = typed(
    "(" * 900 + "beam" + ")" * 90,
    "(" * 60 + "beam" + ")" * 60,
    "-" * 900 + "beam",
    "-(" * 90 + "beam" + ")" * 90,
    "NOT " * 200 + "beam",
    "sample:(" * 80 + "beam",
    "(beam OR " * 60 + "x",
    "(a (b (c (d (e (f (g (h (i (j (k (l))))))))))))",
    ")" * 500 + "(" * 499,
    "title:/" + "(" * 120 + "a" + ")" * 120 + "/",
)
MANY = [
    *typed(
        " ".join(f"a{number}" for number in range(10_000)),
        " OR ".join(f"a{number}" for number in range(10_000)),
        "sample:x " * 10_000,
        "a " * 499,
        "-a " * 300,
        "OR " * 300,
        "sample:x " * 64,
        "sample:x " * 65,
        "temperature:1..2K " * 40,
        "energy~12.4keV " * 9,
        " ".join(f"temperature~{number}K" for number in range(30)),
        "beam" * 100_000,
        '"' + "beam " * 190 + '"',
        "SAXS WAXS XRR GIXD XAS " * 30,
        "file:run " * 40,
    ),
    "&".join(f"q=a{number}" for number in range(10_000)),
    "&".join(f"keyword=k{number}" for number in range(10_000)),
    "&".join(f"not-keyword=k{number}" for number in range(99)) + "&q=beam",
    "&".join(f"range=x{number}:1..2" for number in range(20)),
    "&".join(f"range=x{number}:1..2" for number in range(900)),
    "&".join("histogram=sample_temperature" for _ in range(100)),
    "columns=" + ",".join(f"c{number}" for number in range(2_000)),
    "facets=" + ",".join(["technique:1000"] * 200),
    "keyword=" + "x" * 200_000,
    "more=keyword&" * 400,
]
PATTERNS = typed(
    *("sample:/(a+)+b/", "sample:/(a|a)*b/", "sample:/(.*)*x/", "sample:/(x+x+)+y/"),
    *("title:/.*a.{20}/", "title:/.*[ab].{12}[cd].{12}/", "title:/(a{250}){250}/"),
    *("title:/((a{50}){50}){50}/", "title:/a{999999999}/", "title:/a{5,2}/", "title:/a{,/"),
    *("person:/[^a]*[^b]*[^c]*[^d]*[^e]*/", "keyword:/.*/", "keyword:/(()|())*/", "type://"),
    *("title:/[/", "title:/(/", "title:/)/", "title:/*/", "title:/a**/", "title:/a*?/"),
    *(r"title:/(a)\1/", "title:/(?=a)/", "title:/(?i)a/", "title:/(?<n>a)/", r"title:/\p{L}+/"),
    *(r"title:/\b/", "title:/[[:alpha:]]/", r"title:/\u0041/", r"title:/\x{41}/", "title:/a\\/"),
    *("title:/[\u0100-\U0010ffff]/", "title:/[z-a]/", "title:/<1-9999999>/", "title:/~(a)&@#/"),
    *("title:" + "*" * 240, "title:" + "*?" * 120, "title:" + "?" * 250, "sample:*"),
    *("file:/(a+)+b/", "file:/.*a.{20}/", "file:/.*/", "file:/[/", "file:*?*?*?*?*", "file:a"),
    " ".join(f"title:/{letter}.*/" for letter in "abcdefghij"),
)
UNICODE = [
    *typed(
        *("\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufffe\uffff", "\ufeffbeam", "\u202ebeam"),
        *("b\u200bea\u200dm", "beam\u2028\u2029", "e" + "\u0301" * 900, "\ufdfa" * 900, "İ" * 900),
        *(
            "ﬁ" * 900,
            "𝐛𝐞𝐚𝐦",
            "Ｂｅａｍ",
            "中" * 900,
            "👩‍👩‍👧‍👦" * 100,
            "\u1161" * 500,
            "\u0345" * 500,
        ),
        *(
            "year:２０１９",
            "year>=٢٠١٩",
            "size>１TB",
            "temperature:８０..３００K",
            "files<²",
            "size>Ⅷ",
        ),
        *(
            "sample:\u202e",
            "person:ſ",
            'title:"\u0000"',
            "doi:１０.１/x",
            "date:２０１９-０５",
            "µ:μ",
        ),
        *("technique:\ud83d", "title:/[\ud800]/", "title:*\udc00*", "file:\ud800\ud800\ud800"),
    ),
    *("q=%ff%fe", "q=%C0%AF%C0%AF", "q=%ED%A0%80", "q=%F4%90%80%80", "q=%", "q=%zz", "%00=%00"),
    *("q=beam&%ff=1", "facility=%00", "keyword=%ED%BF%BF", "range=%00:1..2", "from=%E2%80%AE2019"),
    *("columns=%00", "sort=%00", "after=%00", "after=%ff", "units=%00", "why=%00", "match=%ff"),
]
SYNTAX = typed(
    *("title:* OR *:*", "*:*", "_exists_:title", "text:[* TO *]", "text:{a TO z}", "a AND (b"),
    *("field:^", "beam^1000", "beam~2", '"a b"~100000', "a && b || !c", "+a -b", "beam\\", "\\"),
    *('{"match_all":{}}', '{"query":{"script":{"source":"1"}}}', "q={!join from=a}", "_id:1"),
    *("id:1", "terms:kind=document", "tail.t0:[1 TO 2]", "p0:1", "facet_kind:document", "_all:x"),
    *(
        "kind=document␣x",
        "sample:a␣b",
        "title_key:{a TO *}",
        "_source:x",
        "script:{}",
        "${env:HOME}",
    ),
    *("'; DROP TABLE catalogue_record; --", "1' OR '1'='1", "../../etc/passwd", "<script>alert(1)"),
    *("{{7*7}}", "{% load x %}", "%s%n%d", "a|b", "a…b", "…" * 40, "doi:10.1/x…00", "__proto__"),
    *(
        "temperature:[* TO *]",
        "temperature:{1 TO 2}K",
        "temperature:*",
        "energy~*",
        "year:[1 TO 2]",
    ),
)
QUANTITIES = [
    *typed(
        *("temperature:1e400K", "temperature>1e-400K", "temperature:NaN..1K", "temperature:inf..K"),
        *(
            "temperature:-0..0K",
            "temperature:1..2..3K",
            "temperature:2..1K",
            "temperature:9**9**9K",
        ),
        *("energy:1" + "0" * 900 + "eV", "energy:0.{}1eV".format("0" * 900), "wavelength=0Å"),
        *("energy:0..0keV", "energy:-1..1keV", "energy<1e-300eV", "wavelength>1e300m", "x:1..2km/"),
        *("energy~0keV±0keV", "energy~1e308keV±1e-308keV", "temperature~300K±0K", "energy~keV"),
        *(
            "temperature~NaNK",
            "temperature~1e999K",
            "temperature~300K±-20K",
            "temperature~300K±1e999K",
        ),
        *("-energy~12keV", "energy~12keV OR beam", "x~1±1", "size~1TB", "year~2019", "sample~x"),
        *("size>1e999TB", "size>-1TB", "size:1TB..1kB", "files>99999999999999999999", "files<-1"),
        *("year:99999999999", "year:..", "date:0000", "date:9999-99-99", 'date:"31 February 2020"'),
        *("date:10000-01-01", "date>9999-12-31T23:59:60Z", "modified<0001-01-01", "released:-1"),
    ),
    *(given(range=one) for one in ("x:1e400..2", "x:NaN..2", "x:..", "x:2..1", ":::", "x" * 251)),
    *(given(range=f"sample_temperature:{one}") for one in ("1..2 9**9", "..1e308 K", "1,2..3 K")),
    *(
        "from=0000",
        "from=2020&to=2019",
        "to=99999",
        "from=-1",
        "from=" + "9" * 400,
        "to=2020-02-30",
    ),
    *("histogram=x[9**9]", "histogram=[]", "histogram=energy[K]", "units=temperature:9**9"),
    *("columns=x[9**9]", "columns=[]", "columns=energy[", "columns=" + "[" * 500),
]
PAGES = [
    *(f"size={one}" for one in ("0", "-1", "1001", "1e3", "²", "9" * 400, "0x10", "1000")),
    *(f"page={one}" for one in ("0", "-1", "9" * 400, "2", "1000000000")),
    *("sort=relevance&size=1000&why=true", "size=1000&view=table", "why=perhaps", "match=none"),
    *("sort=" + "x" * 5_000, "view=" + "x" * 5_000, "back=" + "." * 5_000, "more=nothing"),
    *("back=" + ".".join(["A" * 50] * 400) + "&page=400&after=A", "kind=thing", "facility=%2e%2e"),
    *(after(one) for one in ("x", "A" * 5_000, "=" * 50, "äöü", "null", made_up("null"))),
    *(after(made_up(one)) for one in ("[]", '["relevance"]', "[" * 600, '{"sort":"relevance"}')),
    *(after(made_up(f'["relevance",{one}]')) for one in ("0,1", "-1,1", "10000,1", "1e3,1")),
    *(after(made_up(f'["relevance",9999,1,"{one}"]')) for one in ("0", "x", "a" * 33, "\u0000")),
    after(cursor.write("relevance", (9_999, 1), "ab") or ""),
    after(cursor.write("newest", (5, 1)) or ""),
    after(cursor.write("relevance", (20, 1)) or "", "newest"),
    *(after(cursor.write("newest", (2**63 - one, 7)) or "", "newest") for one in (2**64, 1)),
    *(after(cursor.write("title", (one, 1)) or "", "title") for one in ("a TO *}", "z", "~", "*")),
    after(made_up('["largest",123456789012345678901234567890,1]'), "largest"),
    after("9" * 18),
    *(given(sort=one) for one in ("--title", "-", "x[9**9]", "[", "title,year", "energy[K]")),
    *(given(sort=f"-x{one}") for one in ("", "[" * 400, "[eV]" * 90, "\u0000", "@energy")),
    *(
        after(made_up(f'["-sample_temperature[K]",{one},7]'), "-sample_temperature[K]")
        for one in ("null", "1e400", "-1e308", "NaN", '"x"', "300.5", "true", "[]", "1" * 400)
    ),
    *(
        after(made_up(f'["doi",{one},7]'), "doi")
        for one in ("null", '"a TO *}"', '"zz"', "1", '"\u0000"', '"*"', f'"{"a-" * 400}a"')
    ),
]  # fmt: skip
KINDS = {
    "deep": DEEP,
    "many": MANY,
    "patterns": PATTERNS,
    "unicode": UNICODE,
    "syntax": SYNTAX,
    "quantities": QUANTITIES,
    "pages": PAGES,
}
