"""The words by which a question says what it wants, in Japanese and English: data of ``question``."""

from __future__ import annotations

import re

# "People who used it" and "the city where it was found" ask neither who nor where.
_ASKS = (
    r"(?:^|[,;:(] ?|\b(?:and|or|but|so|know|tell me|say|is it|was it|from|to|with|by|of|for|on|in|at"
    r"|under) )"
)
# (pattern, wants, unit): the first that matches says what kind of answer is wanted; "words" are
# such as no figure gives, like the time of day, "counted" leaves open whether it is an amount.
JA = (
    (r"(?<!何)(?:理由|原因|背景|きっかけ|義務|目的|内容|条件|狙い|特徴|仕組み|課題|罰則|役割|使い道|用途|名前|名称|社名|題名|品目|品名|製品|商品|部材|手法|方法|種類|肩書き?)(?:は|って|が|を)?(?:何|なに)?(?:で(?:すか|しょうか))?か?[??]?$",
     "what", ""),
    (r"何時(?!間)|時刻", "words", ""),
    (r"何歳|何才|年齢|享年|いくつの(?:時|とき)|(?:亡くな|死去|死亡).{0,8}いくつ", "age", "year"),
    (r"何年の?節目|何周年", "duration", ""),
    (r"(?:どれ|どの)(?:だけ|くらい|ぐらい|ほど)(?:の間|早[まめ]|遅[いくまれ])", "duration", ""),
    (r"まで[はに、]?.{0,10}(?:どの|どれ)(?:くらい|ぐらい|ほど)かか", "duration", ""),
    (r"(?:刑期|任期|平均|寿命|工期|年限)[^、]{0,6}何(?:年|日)|何年(?:か(?:か|$|[??])|で(?!す|し|あ)|も|の(?:老舗|歴史))"
     r"|何日(?:後|前|延び|空|遅|早|と[っる]|取)|何(?:日|年|週)分|何(?:日|年)にわた", "duration", ""),
    (r"何年間|何ヶ?[かカヵケ箇]月|何日間|何週間|何時間|何分間|(?:どの|どれ)(?:くらい|ほど)の?期間"
     r"|期間(?:は|を|$|[??])|何年(?:かけて|ぶり|連続|続|がかり|分|計画|契約|もの|後|以内|使|保)|年数"
     r"|何日(?:続|かか|も|で(?!す|し|は))|何年(?:務|勤|働)|在任.{0,8}何年(?![にま])|何年(?![にま]).{0,8}ない(?:と|で|まま)"
     r"|(?:[1一]年|年間|[1一]か?月|月)(?:で|に)何日|何年(?![にま]).{0,10}(?:契約|約束)"
     r"|(?:最長|最大|今後|向こう|合計|約|計)で?何年|何年の(?:事業|計画|期間|契約|保証)"
     r"|何日以内|何年(?:休|止|凍結|延|据え置)|(?:時間|期間)(?:は|が)(?:どの|どれ)(?:くらい|ほど)|(?:時間|期間)(?:は|$|[??((])", "duration", ""),
    (r"いつ|何年|何月|何日|何曜|年月日|日付|日時(?!点)|期日(?!前)|期限(?:は|って|$|[??((])|どの期"
     r"|(?:開業|開校|開院|完成|竣工|着工|稼働|開始|再開|発売)(?:の)?予定(?:は|って|$|[??((])(?!.*(?:いくら|いくつ|何(?![年月日曜時])))"
     r"|(?<!同じ)時期(?:は|$|[(\s])(?!.*(?:いくら|何[一-鿿%]))"
     r"|(?:[うくぐすつぬぶむただるの](?<![前次翌そこ]の)|最終|初|締め?切り?)(?:日|年月|年)(?:は|を|$|[??(\s])(?!.*(?:いくら|何(?![年月日曜時])[一-鿿ァ-ヺ%]))"
     r"|(?:成立|設立|創業|創立|開業|公布|施行|発表|発効|完成|着工|開始|決定|認定|契約|合意|予定|公表|発売|稼働|締結"
     r"|操業|接続|運用|発足|落成|発行|上場|就任|撤退|目標)(?:日|年|年月|月|年度|時期)(?:は|を|$|[??])"
     r"|[一-鿿]{2}(?<![曜平祝休前翌当毎連終同何])日(?:は|って)?[??]?$|払い?込み?日|締め?切り(?:は|って|$|[??])"
     r"|[るた](?:年度?|月|日|時期)[??]?$", "date", ""),
    (r"何人|何名|人数|(?:従業員|社員|死|死傷|負傷|来場|利用|参加|感染|避難|観客|会員|定員|雇用)者?数(?!.*いくら)"
     r"|[一-鿿]{2}(?<!業)者数(?!.*(?:いくら|率|割合|何(?:倍|%|割|パー|ポイント)))"
     r"|人口(?!.*(?:率|割合|比率|シェア|何[%パ割倍]))", "people", "people"),
    (r"[者客人]数は?(?:合計|全部|合わせて)?で?いくら", "people", "people"),
    (r"(?:金利|利率|税率|稼働率|投票率|支持率)(?:は|を|が)?(?:今|現在|約)?いくら(?!の?[増減])", "percent", ""),
    (r"(?:残業|労働|稼働|所要|待ち|運転|飛行|移動|流出|停電)時間(?!帯)(?!.*(?:いくら|割合|費用|数[はをが]|なぜ|誰|どこ|何(?!時間|分)))", "duration", ""),
    (r"何倍|倍率", "times", "times"),
    (r"何ポイント|何bp|何ベーシス", "point", "point"),
    (r"為替レート|想定為替|想定レート|為替の?(?:前提|想定)", "money", ""),
    (r"何[兆億万千百]*(?P<counter>(?:台湾|香港|豪|加|シンガポール)ドル|クローネ|クローナ|フラン|ペソ|ルピー|ウォン|レアル|バーツ|ズロチ|ルピア)", "count", ""),
    (r"何[兆億万千百]*円(?!安|高)", "money", "JPY"),
    (r"何[十百千]*[兆億万](?![一-鿿ァ-ヺ])", "quantity", ""),
    (r"何[兆億万千百]*(?:米)?ドル", "money", "USD"),
    (r"何[兆億万千百]*ユーロ", "money", "EUR"),
    (r"何%|何パー|何割|何分の|割合|比率|シェア|利回り|率(?:は|って)?(?:いくつ|いくら)|(?<![a-z])ro(?:e|a|ic)(?![a-z])|率は|率が|率を|率$|率[??(]", "percent", "percent"),
    (r"(?:いくら|何[億万兆千]*|額).*円で|円(?:換算|建て|に直|に換算|に[しす]|だと|でいう)|円で(?:は)?約?(?:いくら|言|何)",
     "money", "JPY"),
    (r"(?P<counter>豪ドル|香港ドル|台湾ドル|シンガポールドル|カナダドル|加ドル|ニュージーランドドル)"
     r"(?:で|換算|建て|に直|に換算|だと)", "count", ""),
    (r"ドル(?:で|換算|建て).*いくら|ドル(?:で[言い]|建て|換算|に直|に換算|に[しす]|だと)", "money", "USD"),
    (r"ユーロ(?:で|換算|建て).*いくら", "money", "EUR"),
    (r"誰|だれ|どなた|何者|(?:首相|大統領|社長|会長|知事|市長|大臣|監督|選手|議員|教授|総裁|人物|専門家|研究者|アナリスト|企業|会社|メーカー"
     r"|企業名|社名|氏名)は(?:誰)?[??]?$|どの(?:企業|会社|社|銀行|大学|チーム|メーカー|ブランド)"
     r"|何という(?:企業|会社|社|銀行|大学|団体|人|選手)|どこの(?:企業|会社|メーカー|国の(?:企業|会社))", "who", ""),
    (r"何[十百千万億兆]*(?P<measure>トン|マイル|キロ(?:メートル|グラム|ワット時?)?|グラム|[メセミ][一-鿿ァ-ヺー]*(?:トル|チ|リ)"
     r"|平方\w+|立方\w+|リットル|ナノ|[メギテ][ガラ]ワット時?|ワット時?|[kmg]wh?|m(?![a-z])|ヘクタール|坪|バレル|km|kg|nm|度|分(?!野)"
     r"|時間|秒|歳)", "measure", ""),
    (r"(?:時速|秒速|速度|高さ|長さ|距離|面積|広さ|重さ|深さ|気温|震度|出力|容量)(?:は|が|を|$|[??(])", "measure", ""),
    (r"いくつ|幾つ", "count", ""),
    (r"何[十百千万億]*(?P<counter>[一-鿿々](?:[一-鿿々](?![ぁ-ん](?<![がをはにのもでとやかへだあいぐくましよなずさ])))?|[ァ-ヺー]+|つ|[a-z]+)",
     "count", ""),
    (r"(?:国|都市|県|市|町|場所|地域|所在地|本社|会場|開催地)は(?:どこ)?[??]?$"
     r"|(?:場所|所在地|会場|開催地|建設地|予定地|立地先)[??]?$", "where", ""),
    (r"どこ(?!まで)|何処|どちら|どの(?:国|都市|町|県|市|地域|場所)", "where", ""),
    (r"指数(?!.*(?:何[%割パ]|率|どれ))", "quantity", ""),
    (r"いくら|金額|総額|資金(?:の(?:合計|総計|額))?(?:は|を?$|[??])|額は|額を|額$|額[??(]|費用|値段|価格|予算", "money", ""),
    (r"日数(?:は|を|が|$|[??(])", "duration", "day"),
    (r"(?<![指係年])数(?:は|を|が|$|[??(])", "count", ""),
    (r"どのくらい|どれくらい|どれだけ|どれほど|数は|数を|数$|数[??(]|量は|量$|量[??(]|規模",
     "quantity", ""),
    (r"何|なに|なん(?:と|で|の)|どの|どんな|どういう", "what", ""),
)  # fmt: skip
EN = (
    (r"\b(?:what|which) time\b|\bat what hour\b|^time\b(?! (?:allowed|needed|taken|required|given|left|to|it))|\btime of day\b", "words", ""),
    (r"\b(?:in|as a) (?:percent(?:age)?|%|per cent|share of)(?: of .{1,40})?\W*$", "percent", "percent"),
    (r"\bwhere (?:did|does|do|will|has|have) .{1,60}\b(?:finish|stand|close|end up|settle)(?:s|ed)?\b", "quantity", ""),
    (r"^(?:[\w'-]+ ){0,4}(?:people|students|pupils|men|women|patients|workers|residents|visitors|fans|voters|passengers)"
     r" who\b", "people", "people"),
    (r"^(?:the |i (?:need|want) the )?(?:exact )?(?:depth|length|distance|height|elevation|altitude|width|weight|latitude"
     r"|longitude|temperature|speed|area)\b", "measure", ""),
    (r"^(?:the |i (?:need|want) the )?(?:years?|days?|dates?|months?)\b(?!-| (?:to|of|after|from|before)\b)|\bexpiry\b"
     r"|\b(?:which|what) \w+ (?:year|date|month)\b|(?<!\bin the )(?<!\bfor the )(?<!\bin its )\b(?:target|new) (?:fiscal )?year\b", "date", ""),
    (r"^(?:in |at |on |by |to |for |from |with |under |of )?which (?!(?:fiscal )?(?:year|date|month|day|quarter|percent|share|"
     r"proportion|portion|rate)|\w+ist\b)|^(?:and )?why\b", "what", ""),
    (r"\b(?:by|from|since|until|as of) when\W*$|\b(?:until|till)\W*$"
     r"|\b(?:operation|production|construction|service|delivery|sales|supply)s? start\b(?!-)|^(?!.*\bhow (?:much|many)\b).*\b(?:planned|scheduled|expected|original|actual|new) start\b(?!-)", "date", ""),
    (r"\A(?!.*\b(?:how (?:much|many)|number|price|share|cost|rate)\b).*?(?:"
     r"\b(?:by|until|till|since|from|for|to) when\b|\bwhen\W*$|^(?:month|year|date|day) of\b|^(?:earliest|latest) (?:month|year|date|day)\b"
     r"|^(?:payment|opening|delivery|launch|release|hearing|trial|effective|voting|settlement) (?:month|day|date|year)\b"
     r"|^(?!.*\b(?:prices?|rate|costs?|number|stocks?|level|share|amount)\b)(?:the )?(?:start|beginning|end) of (?!(?:the )?(?:fiscal|financial|year|month|quarter|term|century|decade|game|war|day|trading|q\d|h\d|fy|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
     r"|(?<!\bin its )(?<!\bin the )\b(?:start(?:ing)?|launch|opening|first|maiden) (?:[a-z]+ )?(?:month|date|year|day)\W*$"
     r"|\b(?:flight|issue|delivery|launch|entry|(?<!the )(?<!on )[a-z]+(?:ment|ing|ion)) (?:month|date|year|day)\W*$"
     r"|^(?:the )?(?:new )?(?:re)?opening of\b|\bstart of (?!the year)[a-z]+ ?[a-z]*\W*$|^(?:the )?(?:start|beginning|launch|completion) of (?:the )?(?:[a-z]+ )?(?:deliver|operation|production|service|construction|sales|work|shipment|trial|generation)"
     r"|\btakes? effect\W*$|\b(?:report|payment|answer|decision|bids?)s? due\W*$)",
     "date", ""),
    (r"how (?:fast|quickly|rapidly|steeply|sharply)\b.{1,80}\b(?:ris|r[io]se|fall|fell|gr[eo]w|drop|climb|jump|shr[iau]nk|increas|declin)",
     "quantity", ""),
    (r"^(?!.*\b(?:how (?:much|many|long)|when|who|where|why|say|said|says|plans?)\b).*?(?:"
     r"\bpace (?:at which|of (?:growth|decline|increase))\b|\b(?:yoy|y/y|year-on-year) (?:growth|change)\b|\bgrowth(?: (?:over|on|from|since|against) .*)?\W*$)", "percent", "percent"),
    (r"how far (?:over|above|below|under|short)\b|how far .{1,60}\b(?:progress|advanc)", "quantity", ""),
    (r"how (?:high|far|fast|deep)\b.{1,80}\b(?:ris|r[io]se|fall|fell|gr[eo]w|drop|climb|jump|shr[iau]nk|slip"
     r"|surg|increas|declin|get|got|go|went)(?:s|e|en|n|ed|ing)?\b|how far along\b", "quantity", ""),
    (r"how much (?:[a-z' -]+ )?(?:lift|weigh|carry|produce|generate|store|emit|consume|absorb|capture)s?\b"
     r"(?!.*\b(?:money|yen|dollars?|euros?|cash)\b)", "quantity", ""),
    (r"how old\b|\A(?!.*\b(?:how many|share|rate|number)\b).*(?<!-)\bage\b(?! groups?)", "age", "year"),
    (r"\A(?!.*\b(?:how (?:many|much)|who|whose|why|when|where|penalt(?:y|ies)|fines?|costs?|percent(?:age)?|share|number|biggest|largest|first)\b).*?(?:"
     r"\b(?:overtime|working) (?:hours?|cap|limit|ceiling)\b|\b(?:time|period) (?:allowed|needed|taken|required|given|left)\b|\b(?:riding|ride|travel|journey|waiting|flight|crossing|response) times?\b|^(?:hours|delay before|delay until)\b"
     r"|\b(?:longest|shortest|average|usual) (?:wait|ride|journey|crossing|flight)\b|\binterval (?:of|between)\b"
     r"|\bbonus (?:in )?(?:months|monthly pay)\b|\bin (?:months|days|hours|minutes|weeks)(?: of (?:pay|salary|wages))?\W*$"
     r"|^(?:the )?(?:max(?:imum)?|min(?:imum)?|total|number of) (?:months|days|hours|minutes|weeks)\b)", "duration", ""),
    (r"how long|how late\b|how much (?:later|earlier|sooner|longer)\b|how many (?:more |straight |consecutive |successive |full |extra )?"
     r"(?P<span>years|months|weeks|days|hours|minutes|seconds)\b|"
     r"(?:over|within|in) what period|what (?:is the )?(?:period|duration)|number of years", "duration", ""),
    (r"\A(?!(?:\w+ ){0,3}how (?:much|many)\b).*?(?:^when\b|\bwhen (?:did|does|do|will|was|were|is|are|has|must|can|should|would|could|may)\b"
     r"|(?<!\bin the )(?<!\bfor the )(?<!\bin its )(?<!\bin their )\b(?:what|which|target|opening|founding|start|completion|launch) (?:date|day|month|year)\b(?!-)"
     r"|by what date|\bdeadline\b|(?<!\ba )\byear (?:of|in which|when)\b"
     r"|(?<!\bto[ -])\bdate\b|\b(?:opening|first|last|final|election|launch|closing|signing|release) day\b"
     r"|(?:from|in|by|for) (?:which|what) (?:fiscal )?(?:year|period|quarter|date|month)|fiscal year-end)",
     "date", ""),
    (r"how many (?:(?!(?:do|does|did|will|would|were|was|are|is|have|has|had|can|could|should)\b)\w+ ){0,3}?(?:people|persons|employees|workers|staff|jobs|engineers|students|"
     r"passengers|visitors|residents|users|customers|members|tourists|victims|patients)"
     r"|\bheadcount\b|number of (?:[\w-]+ ){0,4}?(?:people|employees|workers|jobs|visitors|staff)"
     r"|how many (?:were|was|are) (?:killed|injured|hurt|arrested|evacuated|hired|laid off)"
     r"|\A(?!.*\b(?:share|proportion|percent(?:age)?|fraction) of\b).*\bpopulation\b", "people", "people"),
    (r"how many times|how often\b|by what (?:factor|multiple)", "times", "times"),
    (r"percentage points?|basis points?|\bbps\b|\b(?:how many|in) bp\b", "point", "point"),
    (r"how much of (?!(?:the|its|their|his|her|this|that|it)\b).{1,60}\b(?:own|hold|control|belong|owned|held)\b", "percent", "percent"),
    (r"\A(?:and )?how much (?:will|would|did|does|do|has|have|had|can|could|may|might|must|should)\b.{1,80}?\b(?:invest|spend|(?<!real )(?<!base )(?<!starting )pay(?! (?:ris|fall|gr[eo]w|drop|increas|chang|slip|climb))|receive|earn|cost|contribute|borrow|lend|provide"
     r"|award|allocate)(?:s|ed)?\b(?!.*\b(?:in|to|into) (?:us |japanese )?(?:yen|dollars|usd|euros)\b)", "money", ""),
    (r"(?:exchange|currency|forex|dollar[-/ ]yen|yen[-/ ]dollar|euro[-/ ]yen|yen[-/ ]euro) rate\b"
     r"|\b(?:yen|dollar|euro)s?[- ](?:per|to)[- ](?:the[- ])?(?:dollar|euro|pound|yen)\b", "money", ""),
    (r"\b(?:daily|day|nightly|room|spot|freight|charter) rates?\b", "money", ""),
    (r"what (?:share|percentage|percent|proportion|fraction|portion|%)|how many (?:percent|%)|"
     r"\bpercent(?:age)?\b|\bwhat .{0,20}\brate\b(?! of .{0,40}\b(?:levy|toll|fee)\b)|market share|\b(?:share|slice) of\b|\brate of return\b|\butili[sz]ation\b"
     r"|\bro(?:a|ic)\b|(?<!cod )(?<!salmon )(?<!herring )(?<!fish )\broe\b(?= (?:of|for|in|last|this|target)\b|\W*$)|(?<!rice )(?<!crop )(?<!wheat )\byield\b(?! (?:per|of) )",
     "percent", "percent"),
    (r"how many (?:\w+ )?(?:of )?yen\b|\bin (?:japanese )?yen\b|\byen (?:amount|figure|value|equivalent)\b"
     r"|\b(?:converted|translated) (?:in)?to (?:japanese )?yen\b", "money", "JPY"),
    (r"how many (?:us )?dollars|\bin (?:us )?(?:dollars|usd)\b|\bdollar (?:amount|figure|value)\b|\busd\b",
     "money", "USD"),
    (r"how many euros|\bin euros?\b", "money", "EUR"),
    (r"how many (?:of |more |new |the )*(?P<measure>tons?|tonnes|kilomet\w+|met(?:er|re)s|miles|km|kg|hectares"
     r"|acres|barrels|megawatts|gigawatts|[kmg]wh?|lit(?:er|re)s|gallons|square \w+|degrees|nanomet\w+|nm)\b",
     "measure", ""),
    (r"how many (?:(?!(?:in|of|for|to|on|at|by|from|with|and|or|did|do|does|were|was|are|is|will|has|have|had|\w+ed)\b)"
     r"[\w.'-]+ ){1,3}?(?P<counter>[a-z-]+s)\b(?<!ss)(?=\W*$| (?:did|do|does|has|have|had|will|would|were|was|are|is|can"
     r"|could|may|must|should|in|at|on|of|by|for|from|to|that|which|now|f[ae]ll|went|got|took|made|lost|won|\w+ed)\b)", "count", ""),
    (r"how many (?:of (?:the |its |their |those |these )?(?:\d+ )?)?(?P<counter>[a-z-]+)", "count", ""),
    (r"\bnumber of (?!(?:[\w-]+ )?(?:people|persons|deaths|dead|victims|employees|yen|dollars|days|years|months|hours)\b)"
     r"(?:[\w-]+ ){0,3}?(?P<counter>[a-z-]+s)\b", "count", ""),
    (r"^(?!(?:[\w'-]+ ){0,3}(?:sales|revenue|profits?|income|emissions|money|costs?|prices?|share|rate|value|wage|pay)\b)"
     r"(?:the )?(?:(?!(?:what|which|who|how|number|when|where|why)\b)[\w'-]+ ){0,2}(?!(?:sales|shares|donations|penalties|reserves|stakes|royalties|contracts|rewards|settlements|deposits|securities|treasuries|inflows|outflows|outlays|pledges|guarantees|services|impairments|charges|provisions|write-?downs|[mgkt][a-z]+watts|tonn?es|tons|barrels|profits|loss(?:es)?|costs|funds|subsidies|fines|fees|tax(?:es)?|earnings"
     r"|revenues|damages|proceeds|assets|takings|wages|bonds|loans|prices|investments|exports|imports|grants|dividends|savings"
     r"|expenses|rates|yields|results|terms|years|months|days|hours|minutes|weeks|dollars|euros|pounds|percents|bonus(?:es)?|is|was|has|does"
     r"|debts|orders|duties|tariffs|premiums|rents|pensions|awards|payments|this|its|his)\b)[a-z]+s(?<!ss)(?<!us) (?:(?!(?:need|red|united|limited)\b)[a-z]{2,}ed|lost|sold|built|made"
     r"|cut|shut|won|hit|sent|shot|born|grown|held|to be [a-z]+(?:ed|t|n))\b", "counted", ""),
    (r"\A(?!.*\b(?:who|whom|whose|say|said|why|when)\b).*\b(?:pay|wages?|salary) (?:rise|raise|increase|hike)s?\b(?!.*\b(?:yen|dollars|euros|amount|per month)\b)", "quantity", ""),
    (r"\bcoupon\b(?! (?:code|user|campaign))", "percent", "percent"),
    (r"(?<!-)\bduration\b", "duration", ""),
    (r"how (?:high|deep|wide|big|large) (?:is|was|are|were|will|would|did|in) .{0,50}?\b(?:tax|levy|rates?|ratio|fines?|prices?|costs?|share"
     r"|yields?|dut(?:y|ies)|tariffs?|fees?|rents?|inflation|unemployment|debt|wages?|pay|margins?|results?|profits?|loss(?:es)?|red"
     r"|earnings|deficit|surplus)\b", "quantity", ""),
    (r"how (?:high|deep|wide)\b(?!.*\b(?:wave|water|tsunami|mountain|building|tower|wall|fence|hole|lake|river|road|bridge|clim|fl[ye]|jump))", "quantity", ""),
    (r"how (?:tall|high|deep|far|fast|heavy|wide|hot|cold)\b|floor (?:area|space)|\barea of\b"
     r"|how (?:big|large) (?:is|was|are|will be) the (?:plot|site|land|floor|grounds?)\b|how much land\b", "measure", ""),
    (r"\b(?:profit|income|earnings|revenue|sales|export|import|output|production|wage|price|gdp"
     r"|economic|population|demand|spending|shipment|order)s? growth\b(?!.*\bhow (?:much|many)\b)",
     "percent", "percent"),
    (r"how (?:large|big|strong|old)\b", "quantity", ""),
    (r"^(?:the )?(?:total |combined )?(?:value|worth) of\b(?!.*\bshares\b)", "money", ""),
    (r"\bamount\b.{1,80}\b(?:spend|invest|pay|borrow|lend|raise)(?:s|ed)?\b|\bamount (?:spent|invested|paid)\b"
     r"(?!.*\bin (?:yen|dollars|euros)\b)", "money", ""),
    (r"\b(?:offer|offered|offers|pay|pays|paid|bid) per [^?]{0,30}\bshare\b", "money", ""),
    (r"how much (?:[\w-]+ ){0,2}(?:money|funding|cash|aid)\b|^(?:all )?(?:the )?(?:money|cash)\b(?![- ](?:strapped|supply|on hand|laundering|market|flow))", "money", ""),
    (r"how much (?!money|funding|cash|tax|profit|revenue|debt|compensation|aid|support|subsid|invest|did|does|do\b|"
     r"is|are|was|were|will|would|has|have|had|can|could|should|of|in\b|to\b|for\b|it\b|they|per|must|may|might"
     r"|more|less|higher|lower|been|longer|further|damage|loss)[a-z0-9-]+", "quantity", ""),
    (r"\b(?:index|gauge|pmi)\b(?!.*\b(?:ris|r[io]se|fall|fell|funds?|percent|change|gain|los[ts])|.* %)", "quantity", ""),
    (r"by how much|how much (?:more|less|higher|lower|did .{0,70}"
     r"\b(?:rise|fall|grow|drop|increase|decrease|decline|change))", "quantity", ""),
    (r"how much|\bwhat (?:[\w-]+ ){0,3}(?:allowance|stipend|bonus|deposit|fee|rent|ransom|toll)\b(?! rate)",
     "money", ""),
    (rf"{_ASKS}who(?:m|se|'s)?\b|\bwho\W*$|which (?:company|companies|firm|bank|person|minister|agency|team|\w+ist|professor)|"
     r"what company|name of", "who", ""),
    (rf"{_ASKS}where\b|\bwhere\W*$|(?:which|what) (?:city|country|place|prefecture|town|region|site|state)", "where", ""),
    (r"\bnumber of\b|\bamount\b|\btotal\b|\bsize of\b", "quantity", ""),
    (r"\bwhat\b|\bwhich\b", "what", ""),
)  # fmt: skip
EN_UNIT_IN = (("yen", "JPY"), ("us dollars", "USD"), ("dollars", "USD"), ("euros", "EUR"))
SPANS = {"year": r"年間|何年|years", "month": r"月|months", "day": r"日間|days",
          "hour": r"何時間|hours", "minute": r"分間|minutes", "second": r"秒|seconds"}  # fmt: skip
MEASURE_UNITS = {
    "キロ": "km kg", "トン": "t", "ton": "t", "tons": "t", "tonnes": "t", "km": "km", "kg": "kg", "キロメートル": "km",
    "メートル": "m", "メガワット": "MW", "mw": "MW", "ギガワット": "GW", "gw": "GW", "megawatts": "MW",
    "gigawatts": "GW", "分": "minute", "時間": "hour", "秒": "second", "gwh": "GWh",
    "mwh": "MWh", "kwh": "kWh", "kw": "kW", "ナノ": "nm", "nm": "nm", "ヘクタール": "ha",
}  # fmt: skip
MONEY_VERB = re.compile(
    r"\b(?:get|gets|got|getting|receive[sd]?|receiving|awarded|paid|pay|earn(?:ed)?|raise[sd]?|"
    r"invest(?:ed|ing|ment)?|subsid\w+|budget|cost|spend|spent|(?:put(?:ting|s)?|chip(?:ping|ped|s)?) in"
    r"|contribut\w+)\b"
)
# Asks for how much of a thing there is, which no money tells.
VOLUME = re.compile(
    r"\bhow much (?:[a-z]+ ){0,2}(?:lng|gas|coal|oil|crude|rice|wheat|corn|steel|copper|lithium|water|power|electricity"
    r"|energy|waste|fish|cargo|milk|fuel|hydrogen|co2|carbon|land|space)\b(?! (?:bills?|prices?|costs?|tax|subsid|fee|revenue|spending|budget|investment|funds?|aid|debt|credits?|tariffs?|rates?|money|assets?))"
)
# Asks for a change, which may be told in percent whatever moved.
MOVED = re.compile(
    r"^(?!.*(?:\b(?:after|before|since|with|following|explains?|explained|caused?|said?|say|about|why|who)\b|climate change|this fall))"
    r".*\b(?:change|rise|fall|increase|decrease|drop|decline|jump)\W*$|\b(?:rose|fell|grew|up|down) by\W*$|"
    r"\bhow much (?:dearer|cheaper|higher|lower|bigger|smaller|faster|slower|more expensive)\b"
    r"|\b(?:rise|fall|drop|increase|decrease|growth|decline|change|reduction|jump|slump|surge) in\b"
    r"|\bby how (?:much|many)\b|how (?:much|far) (?:did|has|have|do|does|will|would|was|were) .{1,80}"
    r"\b(?:ris|fall|gr[eo]w|drop|increas|decreas|declin|chang|shr[aiu]nk|improv|climb|reduc|rais)"
    r"|(?:どれ(?:だけ|ほど|くらい|ぐらい)|どの(?:くらい|ぐらい|程度))(?:の?率)?"
    r"(?:増|減|伸び|上が|下が|上昇|下落|低下|縮|拡大|改善|悪化|引き上げ|引き下げ|値上げ|値下げ|下げ|上げ|遅らせ|抑え)|(?:の|高|量|額|上)(?:伸び|増減)(?:率|幅)?(?:は|って|$|[??((])"
)
FAMILY_WANTS = {"money": "money", "people": "people", "percent": "percent", "count": "quantity",
                 "times": "quantity", "time": "duration", "physical": "quantity"}  # fmt: skip
CALCULATION = (
    (r"平均(?:する|すると|では|を取)|\bon average across\b|\bmean of\b", "average"),
    (r"(?:最も多|最多|一番多)(?!(?:い|かった)?(?:とき|時|頃|ころ|場合))|最も大き|一番大き|最高額|最大の(?:企業|会社|受給|助成先)|[額高数率量金上益資成]の?トップは"
     r"|\b(?:received|receives|got|gets|invested|paid|spent|earned|raised|won) the (?:most|largest|"
     r"biggest|highest|least|smallest)|\b(?:largest|biggest|highest|smallest) (?:recipient|investor|"
     r"award|subsidy|grant)", "extreme"),
    (r"(?:差|差額|開き)(?:は|を|$|[??])|どれだけ(?:多|少)|いくら(?:多|少)|\bdifference between\b|"
     r"how much (?:more|less|higher|lower) .{1,60}\bthan\b", "difference"),
    (r"[をとの]足(?:すと|し合わせ|し合わせる)|合計すると|合算すると|合わせると(?:いくら|何)|\badd(?:ed)? up to\b|^sum of\b"
     r"|\bsum of the\b", "sum"),
    (r"(?:多|少|高|低|大き|小さ)い順|順位をつけ|^rank\b|\brank (?:the|all|them)\b", "extreme"),
    (r"利回り差|[^\s]より(?:いくら|何[^\s]{1,4})(?:多|少|高|低|大き|小さ)"
     r"|\bhow many \w+ (?:more|fewer|less|higher|lower) .{1,60}\bthan\b|\bdifference in\b"
     r"|\b\w+ difference between\b", "difference"),
    (r"\A(?:what|how much) (?:is|was|are|were|would be) (?:half|double|twice|a third|a quarter) (?:of )?"
     r"|の(?:半額|半分|[2-9]倍)は(?:いくら|何)", "ratio"),
    (r"の何倍|\bhow many times (?:more|larger|bigger|as)", "ratio"),
)  # fmt: skip
SUM = re.compile(r"合計|合わせて|合算|総計|足すと|\bsum of\b|\btotal\b|\bcombined\b|\btogether\b")
TOGETHER = re.compile(rf"{SUM.pattern}|平均|\baverage\b|\bmean\b")
# Said of one among several; 「最大約501億円」 is a bound.
SUPERLATIVE = re.compile(
    r"最[も多]|一番|最(?:大|高)(?![約でと\d]|[一二三四五六七八九]|限)|首位|トップ|筆頭"
    r"|\b(?:most|largest|biggest|highest|lowest|smallest|fewest|least|top|first)\b"
)
ALL = re.compile(
    r"それぞれ|各社|各(?:企業|国|社|行|店)|内訳|一覧|(?:すべて|全て)(?:教え|挙げ|示)|誰がいくら|どこがいくら"
    r"|どの(?:企業|会社)がいくら"
    r"|\bwho (?:received|receives|gets?|got) how much|\bbreakdown\b|(?:^|[,;] |\b(?:and|please|you|me|to) )list\b(?! (?:prices?|dealers?|brokers?)\b)|^(?!.*\bhow many\b).*\b(?:a|the) list of\b|\beach (?:company|firm)"
    r"|\bhow much (?:did|does|do|will) each\b(?! (?:\w+ )?(?:tourist|visitor|person|guest|household|family|employee|worker|resident|customer|user|child|student)\b)|\ball (?:the )?(?:awards|subsidies|recipients|figures)"
)
