"""Units and counters as Japanese and English spell them: tables only."""

from __future__ import annotations

from decimal import Decimal

from assistant.figures.currencies import ISO_CODES, MONEY_EN, MONEY_JA, SYMBOLS
from assistant.figures.numerals import words
from assistant.figures.unit import Unit, table

_RATIO = {
    "%": Unit("percent", "percent"), "パーセント": Unit("percent", "percent"),
    "㌫": Unit("percent", "percent"),
    "パーミル": Unit("percent", "percent", Decimal("0.1")),
    "‰": Unit("percent", "percent", Decimal("0.1")),
    "割": Unit("percent", "percent", Decimal(10)),
    "%ポイント": Unit("point", "percent_point"),
    "パーセントポイント": Unit("point", "percent_point"),
    "ポイント": Unit("point", "percent_point"), "㌽": Unit("point", "percent_point"),
    "ベーシスポイント": Unit("point", "percent_point", Decimal("0.01")),
    "倍": Unit("times", "multiple"),
    "percent": Unit("percent", "percent"), "per cent": Unit("percent", "percent"),
    "pct": Unit("percent", "percent"),
    **{
        f"{percent}{gap}{point}": Unit("point", "percent_point")
        for percent in ("percentage", "percent", "%", "per cent")
        for gap in (" ", "-")
        for point in ("points", "point")
    },
    **{
        s: Unit("point", "percent_point", Decimal("0.01"))
        for s in ("basis points", "basis point", "basis-point", "bps", "bp")
    },
    "points": Unit("point", "percent_point"), "point": Unit("point", "percent_point"),
    "fold": Unit("times", "multiple"), "-fold": Unit("times", "multiple"),
    "times": Unit("times", "multiple"), "x": Unit("times", "multiple"),
}  # fmt: skip

_DURATION_JA = table(
    "duration",
    """
    year: 年間,年,カ年,か年,ヵ年,ヶ年,ケ年,箇年,周年
    month: カ月,か月,ヵ月,ヶ月,ケ月,ヶ月間,箇月,ヵ月間,カ月間,か月間
    week: 週間,週
    day: 日間,日,昼夜
    hour: 時間
    minute: 分間,分
    second: 秒間,秒
    """,
)
_DURATION_EN = table(
    "duration",
    """
    year: years,year,yr,yrs
    month: months,month
    week: weeks,week
    day: days,day
    hour: hours,hour,hrs
    minute: minutes,minute,mins
    second: seconds,second
    """,
) | {
    "decades": Unit("year", "duration", Decimal(10)),
    "decade": Unit("year", "duration", Decimal(10)),
}

_AGE = table(
    "age", "year: 歳,才,years old,-year-old,-years-old,year-old,year-olds,-year-olds,years of age"
)

_MEASURE = table(
    "measure",
    """
    TW: テラワット,tw,terawatts
    GW: ギガワット,gw,gigawatts,gigawatt,㎇
    MW: メガワット,mw,megawatts,megawatt,㎿
    kW: キロワット,kw,kilowatts,kilowatt,㌔㍗,㎾
    W: ワット,w,watts,㍗
    TWh: テラワット時,テラワットアワー,twh,terawatt hours,terawatt-hours
    GWh: ギガワット時,ギガワットアワー,gwh,gigawatt hours,gigawatt-hours,gigawatt hour
    MWh: メガワット時,メガワットアワー,mwh,megawatt hours,megawatt-hours
    kWh: キロワット時,キロワットアワー,kwh,kilowatt hours,kilowatt-hours,㌔㍗時
    V: ボルト,v
    kV: キロボルト,kv
    A: アンペア
    km: ㎞,キロメートル,キロ,㌔,㌖,km,kilometers,kilometres,kilometer,kilometre
    m: ㍍,メートル,m,meters,metres,meter,metre,㍍
    cm: ㎝,センチメートル,センチ,cm,centimeters,centimetres,㌢,㌢㍍
    mm: ㎜,ミリメートル,ミリ,mm,millimeters,millimetres,millimeter,-millimeter,-millimetre,㍉
    ms: ミリ秒,milliseconds,millisecond
    nm: ナノメートル,ナノ,nm,nanometers,nanometres,nanometer,nanometre,-nanometer,-nanometre
    um: マイクロメートル,μm,um
    km2: 平方キロメートル,平方キロ,km2,km²,square kilometers,square kilometres,㎢,平方㌔
    m2: 平方メートル,m2,m²,㎡,square meters,square metres,square-meter,square-metre,平米,平方㍍
    m3: 立方メートル,m3,m³,㎥,cubic meters,cubic metres,立米
    ha: ヘクタール,ha,hectares,㌶
    t: トン,㌧,t,tons,tonnes,ton,tonne,metric tons,mt
    kg: ㎏,キログラム,kg,kilograms,kilogram,kilogrammes,kilogramme,-kilogram,kilos,kilo,㌕
    g: グラム,g,grams,㌘
    mg: ㎎,ミリグラム,mg,milligrams
    L: リットル,l,liters,litres,㍑
    mL: ミリリットル,ml,milliliters,millilitres
    kL: ㎘,キロリットル,kl,kiloliters
    bbl: バレル,barrels,barrel
    mi: mi,マイル,miles,mile
    ft: ft,フィート,feet,foot
    yd: ヤード,yd,yards,yard
    ft2: square feet,square foot,sq ft,平方フィート
    mi2: square miles,平方マイル
    in: インチ,inches,-inch
    ac: エーカー,acres
    lb: lb,lbs
    oz: oz,オンス,ounces,ounce
    gal: ガロン,gallons
    nmi: 海里,nautical miles
    kt: ノット,knots
    degC: 度c,℃,°c,°с,degrees celsius,degrees c
    degF: °f,℉,degrees fahrenheit
    deg: 度,°,degrees,degree
    magnitude: magnitude
    Hz: ヘルツ,hz
    kHz: ㎑,キロヘルツ,khz
    MHz: ㎒,メガヘルツ,mhz
    GHz: ㎓,ギガヘルツ,ghz
    B: バイト
    KB: キロバイト,kb
    MB: メガバイト,mb
    GB: ギガバイト,gb,gigabytes
    TB: テラバイト,tb,terabytes
    PB: ペタバイト,pb,petabytes
    kbps: kbps
    Mbps: メガビット毎秒,mbps
    Gbps: ギガビット毎秒,gbps
    PFLOPS: ペタフロップス,petaflops,pflops
    EFLOPS: エクサフロップス,exaflops,eflops
    TFLOPS: テラフロップス,teraflops
    hPa: ヘクトパスカル,hpa
    Pa: パスカル
    mSv: ミリシーベルト,msv
    uSv: マイクロシーベルト,μsv
    Sv: シーベルト
    Bq: ベクレル,bq
    Gal: ガル
    km/h: km/h,km毎時,キロメートル毎時,kmh,kph,キロ毎時
    m/s: m/s,m毎秒,メートル毎秒
    mi/h: mph,miles per hour
    ppm: ppm
    ppb: ppb
    pH: ph
    cc: ㏄,cc
    kcal: キロカロリー,kcal
    dB: デシベル,db
    ly: 光年,light years,light-years
    bit: ビット
    """,
)

_PEOPLE = table(
    "count",
    """
    people: 人,名,人組,人乗り,人分,人前,人乗,人態勢,人体制
    people: -strong
    people: people,persons,person,men,women,children,adults,individuals,residents,citizens
    """,
)
# Japanese counters that are long words or mix scripts; the rest follow the general rule.
_COUNTERS = words(
    "社 件 台 本 個 基 隻 機 棟 戸 軒 票 点 冊 着 頭 匹 羽 世帯 店 店舗 団体 拠点 地点 地域 "
    "都市 県 道府県 都道府県 市 町 村 区 市町村 大学 "
    "分野 項目 種目 種 種類 区間 区域 市場 社員 部屋 点差 月齢 品目 車種 路線 つ 校 国 カ国 "
    "か国 ヵ国 ヶ国 ケ国 箇国 カ所 か所 ヵ所 ヶ所 ケ所 "
    "箇所 ケース チーム 試合 球団 クラブ 大会 回 周 往復 泊 部門 部隊 部 編 曲 作品 作 "
    "話 枚 桁 両 便 発 門 通 口 株 坪 室 床 席 杯 "
    "束 箱 袋 缶 丁 膳 面 問 段階 段 層 階建て 階 列 組 班 派 党 党派 会派 議席 人種 行 語 "
    "文字 字 ページ 頁 章 条 節 句 首 トラック か月分 "
    "世代 例 議案 法案 法人 機関 企業 工場 事業所 事業 施設 カ国語 か国語 銘柄 営業日 "
    "人月 量子ビット パラメーター 本塁打 安打 得点 失点 勝 敗 "
    "分け 連勝 連敗 連覇 連続 回戦 メダル ゴール 打点 打席 三振 四球 奪三振 盗塁 勝利 打数 "
    "アウト 失策 犠打 冠 賞 ゲーム ゲーム差 馬身 馬身差 死 児 女児 男児 新人 幹部 遺体 部会 "
    "委員会 ロット 車両 号車"
)
_COUNT_JA = {word: Unit(f"count:{word}", "count") for word in _COUNTERS}

AFTER: dict[str, Unit] = {
    **_COUNT_JA, **_PEOPLE, **_MEASURE, **_AGE, **_DURATION_EN, **_DURATION_JA, **_RATIO,
    **MONEY_EN, **MONEY_JA,
}  # fmt: skip
AFTER |= {code.lower(): Unit(code, "money") for code in ISO_CODES}
AFTER |= {s: Unit(c, "money") for s, c in SYMBOLS.items() if not s.isascii() and len(s) == 1}
AFTER |= {"$": Unit("USD", "money"), "ரூ": Unit("LKR", "money")}
AFTER |= {
    f"m{code.lower()}": Unit(code, "money", Decimal(10**6))
    for code in ("USD", "EUR", "GBP", "JPY", "AUD")
}


PEOPLE_EN = frozenset(
    words(
        "people persons person workers employees staff passengers students children women men "
        "patients victims users customers members players soldiers troops residents citizens "
        "engineers researchers refugees migrants voters protesters civilians visitors "
        "tourists guests fans viewers inmates defendants suspects attendees participants "
        "investors shareholders lawmakers politicians senators firefighters detectives "
        "teenagers boys girls drivers passengers pilots farmers fishermen commuters "
        "immigrants applicants candidates experts scientists journalists spectators prisoners "
        "officers teachers doctors nurses pupils adults girls boys followers subscribers guys "
        "ladies gunmen policemen firemen businessmen fishermen militants rebels terrorists "
        "hostages survivors casualties fatalities crew sailors marines clients consumers "
        "homeowners tenants parents mothers fathers sons daughters brothers sisters siblings "
        "babies infants toddlers youths youngsters seniors pensioners retirees graduates "
        "undergraduates freshmen athletes runners cyclists swimmers golfers boxers fighters "
        "actors actresses singers dancers musicians artists writers authors poets lawyers "
        "judges jurors witnesses bystanders pedestrians motorists hikers climbers tourists "
        "travelers travellers migrants settlers villagers locals foreigners nationals "
        "executives managers directors delegates diplomats ministers governors mayors "
        "councillors councilors legislators traders dealers smugglers traffickers robbers thieves"
        " murderers criminals convicts believers worshippers worshipers priests nuns monks"
        " winners losers entrants contestants finalists goalscorers"
    )
)
RATE_NAMES = {
    "人": "person", "名": "person", "株": "share", "年": "year", "月": "month", "日": "day",
    "時間": "hour", "時": "hour", "秒": "second", "分": "minute", "週": "week", "社": "社",
    "share": "share", "person": "person", "head": "person", "year": "year", "annum": "year",
    "month": "month", "week": "week", "day": "day", "hour": "hour", "minute": "minute",
    "kilowatt-hour": "kWh", "kilowatt hour": "kWh", "megawatt-hour": "MWh", "megawatt hour": "MWh",
    "second": "second", "capita": "person", "user": "user", "employee": "person",
    "worker": "person", "unit": "unit", "vehicle": "vehicle", "household": "世帯", "dozen": "dozen",
}  # fmt: skip

# A counter that these characters continue is the beginning of another word: 3本田, 2台風.
CONTINUED = {
    "本": "田社部人格来当年日州土音質気国塁命",
    "人": "口間気事物材格類権工町",
    "名": "古称前誉",
    "社": "会長",
    "台": "風湾",
    "点": "検滴灯",
    "回": "収復線転答",
    "分": "野析散類岐離配担布裂",
    "部": "長品族署",
    "党": "首内",
    "市": "長民",
    "町": "長民",
    "村": "長民",
    "区": "長民",
    "国": "民際会道立",
    "店": "長",
    "通": "り過信貨常算",
    "面": "積談",
    "発": "表生電見言展売足",
    "条": "件約例",
    "種": "別",
    "校": "長舎",
    "件": "名",
    "機": "能会関構",
    "円": "滑形周",
    "元": "年大首日気",
    "割": "合",
    "組": "織合",
    "話": "題合",
    "泊": "まり",
    "冊": "子",
    "段": "階落",
    "戸": "建籍別",
    "口": "座頭",
    "着": "用実手",
    "班": "長",
    "行": "政動使",
    "字": "幕",
    "死": "亡者傷体刑因後去",
    "児": "童",
    "w": "杯",
}
