"""Currencies as Japanese and English spell them.

Pesos, francs, kroner and the like of no named country are ``XXX``, the ISO code of no currency.
"""

from __future__ import annotations

from decimal import Decimal

from assistant.figures.numerals import words
from assistant.figures.unit import Unit, table

MONEY_JA = table(
    "money",
    """
    JPY: 円
    USD: ドル,米ドル,アメリカドル,アメリカ・ドル,USドル,usドル,弗
    EUR: ユーロ
    GBP: ポンド,英ポンド,スターリングポンド,イギリスポンド
    CNY: 元,人民元,中国元
    KRW: ウォン,韓国ウォン
    KPW: 北朝鮮ウォン
    HKD: 香港ドル
    AUD: 豪ドル,オーストラリアドル,オーストラリア・ドル
    CAD: カナダドル,加ドル,カナダ・ドル
    NZD: ニュージーランドドル,ニュージーランド・ドル,nzドル
    SGD: シンガポールドル,シンガポール・ドル
    TWD: 台湾ドル,新台湾ドル,台湾元,ニュー台湾ドル,ntドル
    BND: ブルネイドル
    ZWD: ジンバブエドル,ジンバブエ・ドル
    INR: インドルピー,インド・ルピー,ルピー
    PKR: パキスタンルピー
    LKR: スリランカルピー
    NPR: ネパールルピー
    CHF: スイスフラン,スイス・フラン
    THB: バーツ,タイバーツ
    PHP: フィリピンペソ,フィリピン・ペソ
    MXN: メキシコペソ,メキシコ・ペソ
    ARS: アルゼンチンペソ
    CLP: チリペソ
    RUB: ルーブル,ロシアルーブル
    BRL: レアル,ブラジルレアル
    TRY: トルコリラ,リラ
    SAR: サウジリヤル,サウジアラビアリヤル
    ZAR: ランド,南アフリカランド
    VND: ドン,ベトナムドン
    IDR: ルピア,インドネシアルピア
    MYR: リンギット,マレーシアリンギット,リンギ
    SEK: スウェーデンクローナ
    NOK: ノルウェークローネ
    DKK: デンマーククローネ
    CZK: チェココルナ,コルナ
    PLN: ズロチ,ポーランドズロチ
    HUF: フォリント
    AED: ディルハム
    ILS: シェケル
    EGP: エジプトポンド
    UAH: グリブナ,フリヴニャ
    KZT: テンゲ
    MMK: チャット
    BDT: タカ
    MNT: トゥグルグ
    DEM: マルク,ドイツマルク
    FRF: フランスフラン
    ITL: イタリアリラ
    ESP: ペセタ
    IRR: イランリアル,イラン・リアル
    SEK: スウェーデン・クローナ
    NOK: ノルウェー・クローネ
    DKK: デンマーク・クローネ
    RUB: ロシア・ルーブル
    BRL: ブラジル・レアル
    ZAR: 南アフリカ・ランド
    VND: ベトナム・ドン
    IDR: インドネシア・ルピア
    MYR: マレーシア・リンギット
    TRY: トルコ・リラ
    CZK: チェコ・コルナ
    PLN: ポーランド・ズロチ
    EGP: エジプト・ポンド
    PKR: パキスタン・ルピー
    LKR: スリランカ・ルピー
    ARS: アルゼンチン・ペソ
    CLP: チリ・ペソ
    COP: コロンビア・ペソ,コロンビアペソ
    THB: タイ・バーツ
    FRF: フランス・フラン
    DEM: ドイツ・マルク
    GBP: イギリス・ポンド
    SAR: サウジアラビア・リヤル,リヤル
    NGN: ナイラ
    SEK: クローナ
    LTL: リタス
    LVL: ラッツ
    EEK: クローン
    KWD: クウェートディナール,クウェート・ディナール
    IQD: イラクディナール,イラク・ディナール
    VES: ボリバル
    KES: ケニアシリング,ケニア・シリング
    TZS: タンザニアシリング,タンザニア・シリング
    UGX: ウガンダシリング,ウガンダ・シリング
    MGA: アリアリ
    MAD: モロッコディルハム,モロッコ・ディルハム
    QAR: カタールリヤル,カタール・リヤル
    GHS: セディ
    KHR: リエル
    XXX: フラン,ペソ,クローネ,シリング,ディナール,リアル
    count:ビットコイン: ビットコイン,btc
    """,
) | {
    "銭": Unit("JPY", "money", Decimal("0.01")),
    "セント": Unit("USD", "money", Decimal("0.01")),
    "ペンス": Unit("GBP", "money", Decimal("0.01")),
    "角": Unit("CNY", "money", Decimal("0.1")),
    "ダース": Unit("", "number", Decimal(12)),
    "㌦": Unit("USD", "money"), "㌆": Unit("KRW", "money"), "㍀": Unit("GBP", "money"),
    "千円": Unit("JPY", "money", Decimal(1000)),
    "百万円": Unit("JPY", "money", Decimal(10**6)),
}  # fmt: skip

MONEY_EN = table(
    "money",
    """
    JPY: yen,japanese yen
    USD: dollars,dollar,us dollars,us dollar,u.s. dollars,u.s. dollar,american dollars,greenbacks
    EUR: euros,euro
    GBP: pounds sterling,pounds,pound,pound sterling,british pounds,british pound,quid
    CNY: yuan,renminbi,rmb,chinese yuan,yuan renminbi
    KRW: won,korean won,south korean won
    HKD: hong kong dollars,hong kong dollar
    AUD: australian dollars,australian dollar
    CAD: canadian dollars,canadian dollar
    NZD: new zealand dollars,new zealand dollar
    SGD: singapore dollars,singapore dollar
    TWD: taiwan dollars,new taiwan dollars,taiwanese dollars,taiwan dollar,new taiwan dollar
    INR: indian rupees,indian rupee,rupees,rupee
    PKR: pakistani rupees,pakistan rupees
    LKR: sri lankan rupees,sri lanka rupees
    CHF: swiss francs,swiss franc
    THB: baht,thai baht
    PHP: philippine pesos
    MXN: mexican pesos,mexican peso
    ARS: argentine pesos
    CLP: chilean pesos
    COP: colombian pesos
    RUB: rubles,roubles,ruble,rouble,russian rubles
    BRL: reais,brazilian reais,brazilian real
    TRY: turkish lira,lira,turkish liras,liras
    ZAR: rand,south african rand
    VND: dong,vietnamese dong
    IDR: rupiah,indonesian rupiah
    MYR: ringgit,malaysian ringgit
    SEK: swedish kronor,swedish krona,swedish crowns
    NOK: norwegian kroner,norwegian krone,norwegian crowns
    DKK: danish kroner,danish krone,danish crowns
    CZK: czech koruna,czech korunas,czech crowns,koruna,korunas,koruny
    PLN: zlotys,zloty,polish zloty
    HUF: forints,hungarian forints,forint
    AED: dirhams,uae dirhams
    SAR: saudi riyals,riyals
    ILS: shekels,israeli shekels
    EGP: egyptian pounds
    NGN: naira
    KES: kenyan shillings
    TZS: tanzanian shillings
    UGX: ugandan shillings
    MGA: ariary,malagasy ariary
    MAD: moroccan dirhams
    QAR: qatari riyals
    KHR: riel,cambodian riel
    PEN: peruvian soles
    UAH: hryvnia,hryvnias
    KZT: tenge
    DEM: marks,deutsche marks,german marks,west german marks
    FRF: french francs
    SEK: kronor,krona
    LTL: litas
    LVL: lats
    MMK: kyat
    GHS: cedis
    ZMW: kwacha
    ETB: birr
    RON: lei
    BDT: taka
    MNT: tugrik
    KWD: kuwaiti dinars
    IQD: iraqi dinars
    ISK: icelandic krona,icelandic kronur,kronur
    BGN: leva,bulgarian leva,bulgarian lev
    RSD: serbian dinars
    GEL: georgian lari,lari
    AMD: armenian drams
    DZD: algerian dinars
    TND: tunisian dinars
    JOD: jordanian dinars
    BHD: bahraini dinars
    OMR: omani rials
    IRR: iranian rials
    UYU: uruguayan pesos
    BOB: bolivianos
    PYG: guaranies
    GTQ: quetzals
    FJD: fijian dollars,fiji dollars
    JMD: jamaican dollars
    MUR: mauritian rupees
    NPR: nepalese rupees,nepali rupees
    LAK: kip,lao kip
    MZN: meticais,mozambican meticais
    RWF: rwandan francs
    XOF: cfa francs
    AFN: afghanis
    XXX: francs,pesos,peso,kroner,crowns,shillings,dinars,rials
    count:bitcoin: bitcoins,bitcoin,btc
    """,
) | {
    spelling: Unit(name, "money", Decimal("0.01"))
    for name, spellings in {"USD": "cents,cent,u.s. cents,us cents", "GBP": "pence,penny"}.items()
    for spelling in spellings.split(",")
}

NAMELESS = "XXX"
# How currencies of several countries are spelt without their country's name.
SHARED = tuple(word for word, unit in (MONEY_JA | MONEY_EN).items() if unit.name == NAMELESS)
_ALIKE = {
    "franc": ("フラン", "francs"), "peso": ("ペソ", "peso"), "dinar": ("ディナール", "dinars"),
    "krone": ("クローネ", "kroner", "crowns"), "rial": ("リアル", "rials"),
    "shilling": ("シリング", "shillings", "sh"),
}  # fmt: skip


def shared_name(surface: str) -> str:
    """Which of the shared names an amount is printed with: crowns are no pesos; "" if with none."""
    lower = surface.lower()
    return next((name for name, words in _ALIKE.items() if any(w in lower for w in words)), "")


ISO_CODES = frozenset(
    words(
        "JPY USD EUR GBP CNY KRW HKD AUD CAD NZD SGD TWD INR CHF THB PHP MXN RUB BRL TRY ZAR "
        "VND IDR MYR SEK NOK DKK CZK PLN HUF AED SAR ILS EGP CLP ARS COP PEN PKR LKR BDT KZT "
        "UAH QAR KWD NGN KES RON BGN ISK MMK KHR LAK MNT NPR"
    )
)
SYMBOLS = {
    "us$": "USD", "u.s.$": "USD", "u.s. $": "USD", "u.s $": "USD", "us $": "USD", "usd$": "USD",
    "a$": "AUD", "au$": "AUD", "aud$": "AUD", "c$": "CAD", "c $": "CAD", "ca$": "CAD",
    "cad$": "CAD", "can$": "CAD",
    "hk$": "HKD", "hk $": "HKD", "nt$": "TWD", "nt $": "TWD", "nz$": "NZD", "nzd$": "NZD",
    "s$": "SGD", "sg$": "SGD", "r$": "BRL", "mx$": "MXN", "mxn$": "MXN", "z$": "ZWD", "$": "USD",
    "jp¥": "JPY", "cn¥": "CNY", "¥": "JPY", "rmb": "CNY", "cn\\": "CNY", "€": "EUR", "£": "GBP",
    "₩": "KRW", "₹": "INR", "rs.": "INR", "rs": "INR", "₽": "RUB", "฿": "THB", "₫": "VND",
    "₺": "TRY", "ரூ": "LKR", "₪": "ILS", "₱": "PHP", "₴": "UAH", "₦": "NGN",
    "₡": "CRC", "₾": "GEL", "₭": "LAK", "ksh": "KES", "kshs": "KES", "sh": "XXX", "shs": "XXX",
    "r": "ZAR", "y": "JPY", "₮": "MNT", "₸": "KZT", "\\": "JPY", "dollar": "USD",
    "dkr": "DKK", "nkr": "NOK", "skr": "SEK", "ikr": "ISK",
} | {code.lower(): code for code in ISO_CODES}  # fmt: skip
