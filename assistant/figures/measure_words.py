"""The words of each measure class, in Japanese and English: data of ``measures``.

A line at the margin: id, kinds of unit (m money, p people, % percent, n count, x times,
t time, q physical), and the more general class it belongs to. Below it its words. ``+``
joins the words of a phrase; a trailing ``~`` marks an English regular verb of which every
form is generated (nouns get their plural anyway); a trailing ``+`` a Japanese word that
counts only at the end of a run of kanji (費 in 人件費).
"""

TABLE = """
subsidy m% receipt
  ja: 助成金額 助成額 助成金 助成 補助金額 補助額 補助金 補助 交付額 交付金 交付 給付金 給付額
      給付 支給額 支給 奨励金 支援金 支援額 支援 公的資金
  en: subsidy subsidies subsidize~ subsidise~ grant~ subvention government+support aid+package
      financial+aid financial+assistance state+aid aid assistance award~ stimulus
      funding+support support~
provision m receipt
  ja: 資金提供 無償供与 供与 提供
  en: provide~ provision give gives gave given giving
subsidy_rate %
  ja: 助成率 補助率
  en: subsidy+rate subsidy+ratio
loan m receipt
  ja: 融資額 融資枠 融資 貸付金 貸付額 貸付 貸し付け 貸し出し 貸出残高 貸出 借入金 借入 借り入れ
      ローン 円借款 借款
  en: loan~ lend lends lending lent borrow~ credit+line line+of+credit credit+facility
donation m receipt
  ja: 寄付金 寄付額 寄付 寄贈額 寄附金 寄附 義援金 献金 募金
  en: donation donate~ charity
bond m receipt
  ja: 社債 国債 債券 起債
  en: bond notes+offering
fundraising m receipt
  ja: 資金調達額 資金調達 調達額 調達 集めた資金
  en: raise~ fundraising funding funding+round series+a series+b series+c financing funded
fine m payment
  ja: 課徴金 制裁金 罰金 過料 反則金 追徴金
  en: fine~ penalty penalties penalize~
compensation m payment
  ja: 損害賠償金 損害賠償額 損害賠償 賠償金 賠償額 賠償 補償金 補償額 補償 慰謝料 和解金 示談金
      見舞金 弔慰金
  en: damages compensation compensate~ settlement settle~ payout reparation
ransom m payment
  ja: 身代金
  en: ransom
bid m price
  ja: 落札額 落札価格 落札 入札額
  en: winning+bid bid
investment m
  ja: 設備投資額 設備投資 総投資額 投資額 投資 投じる 投じ 投入 総事業費 事業費 出資額 出資金
      出資 拠出額 拠出金 拠出 増資
  en: investment invest~ pledge~ capital+expenditure capital+spending capex spend spends spending
      spent pour~ commit~ inject~ injection funneled
acquisition_price m price
  ja: 買付総額 買い付け総額 買付額
      買収額 買収価格 買収総額 買収 取得額 取得価格 取得価額 取得費 買い取り 買取 買い付け TOB
      購入額 購入費 で購入 で買う で買った で買い
  en: acquisition acquire~ takeover buyout purchase+price buy buys buying bought purchase~
      merger
sale_price m price
  ja: 売却額 売却価格 売却 譲渡額 譲渡価格 譲渡
  en: sell sells selling sold sale+price divest~ divestiture
stake %n
  ja: 出資比率 持ち株比率 持株比率 保有比率 議決権比率 議決権 持ち株 持株 持ち分 持分 株式
      所有割合
  en: stake shareholding holding ownership of+the+shares of+its+shares of+outstanding+shares
      of+the+company
revenue m
  ja: 売上高 売り上げ高 売上 売り上げ 営業収益 経常収益 収益 収入 興行収入 興収 歳入
  en: revenue revenues turnover sales net+sales income takings box+office receipts gross~
export m%
  ja: 輸出額 輸出総額 輸出高 輸出
  en: export~
import m%
  ja: 輸入額 輸入総額 輸入高 輸入
  en: import~
trade_balance m
  ja: 貿易収支 貿易黒字 貿易赤字 経常収支 経常黒字 経常赤字
  en: trade+deficit trade+surplus trade+balance current+account
operating_profit m profit
  ja: 営業利益 営業益 営業損益 本業の儲け 本業のもうけ 本業の利益
  en: operating+profit operating+income ebit
profit_margin %
  ja: 営業利益率 経常利益率 純利益率 粗利益率 粗利率 利益率
  en: operating+margin profit+margin net+margin gross+margin margin
gain m
  ja: 売却益 譲渡益 評価益 特別利益 為替差益
  en: special+gain one-off+gain extraordinary+gain capital+gain
ordinary_profit m profit
  ja: 経常利益 経常益 経常損益
  en: ordinary+profit ordinary+income recurring+profit pretax+profit pre-tax+profit
business_profit m profit
  ja: 実質業務純益 コア業務純益 業務純益 本業利益
  en: net+business+profit core+business+profit business+profit
net_profit m profit
  ja: 純利益 純益 最終利益 最終損益 当期利益 当期損益 最終黒字 純損益
  en: net+profit net+income net+earnings profit+attributable bottom+line
gross_profit m profit
  ja: 粗利益 粗利 売上総利益
  en: gross+profit
profit m
  ja: 部門利益 部門損益 セグメント利益 セグメント損益 事業利益 利益 黒字 損益 儲け 増益 減益
  en: profit earnings earn~
operating_loss m loss
  ja: 営業損失 営業赤字
  en: operating+loss
ordinary_loss m loss
  ja: 経常損失 経常赤字
  en: ordinary+loss recurring+loss
net_loss m loss
  ja: 純損失 最終赤字 最終損失 最終赤 当期損失 当期純損失
  en: net+loss
special_loss m loss
  ja: 特別損失 減損損失 減損 評価損
  en: impairment write-down writedown write-off special+loss extraordinary+loss
loss m
  ja: 損失額 損失 赤字 欠損 債務超過 損害額 被害額 被害総額 損害
  en: loss losses lose loses losing lost deficit damage
dividend m% payment
  ja: 年間配当 期末配当 中間配当 配当金 配当額 配当 増配 減配
  en: dividend
buyback mn payment
  ja: 自社株買い 自社株取得 自己株式取得 自己株式の取得 自己株取得 自己株式を取得 自己株式
      自社株の買い戻し 自社株買い戻し 自社株を買 自社株を取得 自己株を買 自己株を取得
  en: buyback buy-back buy+back buys+back bought+back buying+back share+repurchase repurchase~
      own+shares
consumption m%
  ja: 旅行消費額 消費支出額 消費支出 消費額 個人消費 家計支出 消費総額
  en: consumer+spending household+spending private+consumption
budget m
  ja: 補正予算 概算要求額 概算要求 当初予算 予算案 予算額 予算 歳出 政府予算
  en: budget~ budgetary appropriation earmark~ allocate~ allocation expenditure
tax m% payment
  ja: 消費税率 法人税率 税率 消費税 法人税 所得税 相続税 住民税 追徴税額 追徴課税 追徴 関税 税額
      市民税 県民税 市税 県税 宿泊税 固定資産税 納税額 課税 増税 減税 申告漏れ 所得隠し
      脱税額 脱税 税収
  en: tax+revenue tax+revenues tax+receipts tax+take tax+income tax~ tariff duties import+duty
      customs+duty antidumping+duty anti-dumping+duty duty levy vat
market_cap m
  ja: 時価総額 企業価値 企業評価額 評価額 バリュエーション
  en: market+capitalization market+capitalisation market+cap market+value valuation valued
assets m
  ja: 総資産 純資産 運用資産 資産総額 資産
  en: fortune asset total+assets assets+under+management net+worth endowment
capital m
  ja: 資本金 資本
  en: capital
share_price m%n price
  ja: 株価 終値 始値 高値 安値
  en: share+price stock+price shares stock closing+price
index_level nm
  ja: 日経平均株価 日経平均 平均株価 TOPIX 東証株価指数 ダウ平均 指数
  en: nikkei dow+jones dow index s&p
exchange_rate m
  ja: 為替レート 為替相場 為替 円相場 想定レート レート
  en: exchange+rate
price m%
  ja: 販売価格 希望小売価格 小売価格 小売り価格 本体価格 市場価格 価格 値段 販売額 単価
      料金 運賃 定価 代金 入場料 利用料 手数料 相場 地価 家賃 賃料 値上げ 値下げ 値上がり 値下がり
      移籍金 契約金
  en: price~ fare fee tuition rent cost+of+living transfer+fee
wage m% payment
  ja: 平均賃金 最低賃金 賃金 賃上げ 給与 給料 月給 時給 年収 年俸 報酬額 報酬 役員報酬 日当 手当
      ボーナス 賞与 一時金 退職金 ベースアップ ベア 初任給 所得
  en: hourly+earnings average+earnings weekly+earnings
      wage salary salaries pay+raise pay+rise minimum+wage bonus bonuses remuneration hourly+pay
      annual+pay household+income average+income per+capita+income income+limit
      income+cap income+threshold
pension m payment
  ja: 年金
  en: pension
prize m receipt
  ja: 賞金 懸賞金 報奨金
  en: prize prize+money reward bounty
cost m% payment
  ja: 関税影響 関税負担 関税コスト
      建設費 総工費 工費 建築費 整備費 開発費 研究開発費 人件費 経費 費用 維持費 コスト 支出額
      支出 支払額 支払い 支払う 支払っ 支払わ 支払 総費用 負担額 負担 費+
  en: tariff+hit tariff+impact tariff+cost tariff+bill
      cost costs costing expense pay pays paying paid payment outlay research+spending
      research+and+development+spending r&d+spending
debt m%
  ja: 地方債 市債 県債 府債 都債 負債総額 負債額 負債 有利子負債 債務残高 債務 借金 国債残高 残高
  en: debt liability liabilities
fraud m loss
  ja: 着服 横領 横領額 詐取 だまし取 騙し取 詐欺 不正受給 盗難 盗まれ 被害
  en: embezzle~ embezzlement defraud~ swindle~ steal steals stole stolen theft
insurance m payment
  ja: 保険金 保険料
  en: insurance insurance+payout insurance+premium premiums
gdp m%
  ja: 国内総生産 名目GDP 実質GDP GDP
  en: gross+domestic+product gdp
contract m
  ja: 契約額 契約総額 契約 発注額 発注 受注額 受注高 受注 取引額 取引高 売買代金 出来高
  en: contract deal order trading+volume
area q
  ja: 総面積 延べ床面積 延床面積 敷地面積 面積 敷地
  en: floor+space area land
length q
  ja: 全長 総延長 延長 長さ 距離
  en: length distance
height q
  ja: 標高 高さ 全高 水位 身長
  en: height altitude elevation tall
depth q
  ja: 震源の深さ 深さ
  en: depth
weight q
  ja: 総重量 重量 重さ 体重
  en: weight weigh~
speed q
  ja: 最高速度 最高時速 時速 速度 風速
  en: top+speed speed
temperature q
  ja: 最高気温 最低気温 平均気温 気温 水温 温度
  en: temperature
pressure q
  ja: 中心気圧 気圧
  en: pressure
magnitude nq
  ja: 地震の規模 マグニチュード
  en: magnitude
rainfall q
  ja: 降水量 雨量 降雪量 積雪
  en: rainfall snowfall
power q
  ja: 定格出力 発電容量 発電能力 設備容量 電力容量 受電容量 総出力 出力 消費電力 電力 発電
  en: power+capacity generating+capacity generation+capacity power electricity output+capacity
capacity qnp
  ja: 年間生産能力 年産能力 生産能力 処理能力 収容人数 収容 定員 能力 容量 キャパシティ 年産
      月産
  en: production+capacity capacity seating capable
production nq%
  ja: 生産高 生産量 生産台数 生産額 生産 産出量 出荷台数 出荷量 出荷額 出荷 収穫量 漁獲量 漁獲枠
      発電量 製造 量産
  en: production produce~ output shipment ship~ manufacture~ harvest catch+quota
sales_volume n
  ja: 販売台数 販売部数 販売数 販売量 販売 発行部数 売れ
  en: unit+sales vehicle+sales vehicles+sold cars+sold units+sold deliveries deliver~ circulation
emissions q%
  ja: 温室効果ガス排出量 排出量 排出枠 排出 CO2 二酸化炭素 放射線量
  en: emission emit~ carbon+dioxide greenhouse+gas co2
radiation q
  ja: 放射線量 放射能 放射性物質
  en: radiation
headcount p people_count
  ja: 従業員数 社員数 職員数 人員 従業員 社員 職員 正社員 常勤
  en: employee workforce headcount staff worker
jobs pn people_count
  ja: 新規雇用 雇用者数 雇用創出 雇用 採用 求人
  en: job hire~ hiring employ~ employment recruit~
job_cuts p% people_count
  ja: 人員削減 社員削減 希望退職 早期退職 リストラ 解雇 雇い止め
  en: layoff laid+off lay+off let+go made+redundant lose+their+jobs losing+their+jobs
      lost+their+jobs job+cut job+losses redundancy redundancies
trainees p people_count
  ja: スキル習得 スキル 育成 研修 受講 養成 リスキリング 人材
  en: trainee training trained to+train will+train reskill~ upskill~
users pn people_count
  ja: 利用者数 会員数 ユーザー数 ユーザー 利用者 会員 加入者数 加入者 契約者 契約数 契約件数
      登録者 フォロワー 視聴者
  en: user subscriber member subscription customer follower viewer
visitors p people_count
  ja: 観光客 訪日外国人数 訪日外国人 訪日外国人客 訪日客 外国人客
      来場者数 来場者 入場者数 入場者 入場 動員数 動員
      観客動員 観客 来館者 乗客数 乗客 宿泊者 参加者 参加 出席
  en: visitor tourist attendance passenger spectator audience attendee crowd participant
footfall p people_count
  ja: 来店客数 来客数 客数
  en: footfall customer+numbers customer+traffic number+of+customers
population p people_count
  ja: 総人口 人口 世帯数 世帯
  en: population resident inhabitant
students p people_count
  ja: 児童 生徒 学生 入学者 受験者 合格者 志願者 園児
  en: student pupil enrolment enrollment
births p people_count
  ja: 出生数 出生者数 赤ちゃん 新生児
  en: births babies newborns
deaths p casualties
  ja: 死亡者数 死亡者 死者数 死者 死亡 死ぬ 死んだ 死んで 死傷者 犠牲者 犠牲 亡くなっ 亡くなる
      遺体 殺害
  en: death fatality fatalities die dies died dying dead kill~ death+toll murder~
injured p casualties
  ja: 負傷者数 負傷者 負傷 重軽傷 重傷者 軽傷者 重傷 軽傷 けが人 けが 怪我 搬送
  en: injury injuries injure~ wound~ hurt hospitalize~ hospitalized
missing p casualties
  ja: 行方不明者 行方不明 安否不明
  en: missing unaccounted
casualties p people_count
  ja: 被害者 被災者
  en: casualty casualties victim
infected p people_count
  ja: 感染者数 感染者 感染確認 感染 患者数 患者 発症 陽性 症例
  en: infection infected cases patient
evacuees p people_count
  ja: 避難者数 避難者 避難指示 避難勧告 避難
  en: evacuee evacuate~ displaced
arrests p people_count
  ja: 逮捕 拘束 検挙 送検 起訴 拘留
  en: arrest~ detain~ indict~ charged+with charged+over
refugees p people_count
  ja: 難民 移民 亡命
  en: refugee migrant asylum
votes pn%
  ja: 得票率 得票数 得票 票数 有効投票 獲得票 の票 票+
  en: vote~ ballot
electorate p people_count
  ja: 有権者数 有権者 登録有権者
  en: registered+voter electorate eligible+voter
turnout %
  ja: 投票率
  en: turnout
seats n
  ja: 議席数 議席 定数
  en: seat
approval_rate %
  ja: 内閣支持率 支持率 不支持率 支持する 賛成 反対 回答
  en: supported+by opposed+by disapproval public+support support+for+the+cabinet
      approval+rating approval+rate approve~ disapprove~ poll respondent
viewership %
  ja: 平均視聴率 視聴率 世帯視聴率
  en: viewership audience+share tv+rating
unemployment_rate %
  ja: 完全失業率 失業率
  en: unemployment+rate unemployment jobless+rate
job_ratio nx
  ja: 有効求人倍率 求人倍率
  en: job-to-applicant
inflation %
  ja: 消費者物価指数 消費者物価 物価上昇率 物価 インフレ率 インフレ
  en: inflation consumer+prices consumer+price+index cpi
interest_rate %
  ja: 短期プライムレート 短プラ プライムレート
      政策金利 長期金利 短期金利 公定歩合 誘導目標 金利 利率 利回り 利息 利子
  en: deposit+rate lending+rate refinancing+rate benchmark+rate key+rate base+rate cash+rate
      interest+rate policy+rate yield federal+funds+rate interest
growth_rate %x
  ja: 経済成長率 実質成長率 成長率 伸び率 増加率 上昇率 下落率 減少率 増減率
  en: growth+rate growth economy+grew economy+grows economy+growing economy+grow economy+expanded
      economy+will+grow economy+to+grow economy+shrank economy+contracted
share %
  ja: 市場占有率 市場シェア 世界シェア シェア 占有率 割合 比率 占める 占め 占有 構成比
  en: market+share proportion percentage share slice+of account~+for
rate %
  ja: 稼働率 設備利用率 利用率 自給率 合格率 普及率 就職率 内定率 離職率 進学率
      出生率 死亡率 保有率 達成率 回答率 正答率 実施率 確率 濃度 開票率
  en: occupancy rate probability plant+utilisation plant+utilization capacity+utilisation
      capacity+utilization
change m%xnpq
  ja: 削減 増加 減少 上昇 下落 低下 拡大 縮小 増収 減収 増 減 伸び 上回 下回 反落 反発 急落 急騰
      続落 続伸
  en: increase~ decrease~ rise rises rising rose risen fall falls falling fell fallen drop~
      decline~ grow grows growing grew grown climb~ jump~ surge~ plunge~ slump~ gain~ shrink
      shrank slide slid double~ triple~ cut cuts cutting reduction reduce~
stores n
  ja: 店舗数 店舗 出店 閉店
  en: store outlet branch
facilities n
  ja: 工場 拠点 施設
  en: factory factories plant
vehicles n
  ja: リコール対象 リコール 対象台数 回収
  en: recall~ vehicle
homes n
  ja: 全壊 半壊 床上浸水 床下浸水 浸水 全焼 倒壊 停電 断水 棟+
  en: home house+destroyed blackout power+outage
shares_number n
  ja: 発行済み株式 発行株式 発行株式数 株数
  en: shares+outstanding
flights n
  ja: 欠航 運休 遅延
  en: flight cancel~ delay~
age t
  ja: 年齢 平均年齢 平均寿命 寿命 歳+
  en: age aged life+expectancy
sentence t
  ja: 懲役 禁錮 禁固 実刑 執行猶予
  en: prison+term prison+terms prison+sentence jail+term jail+terms jail+sentence in+prison in+jail
      behind+bars jail+for years'+prison sentence~ imprisonment probation
duration t
  ja: 期間 任期 工期
  en: term period
score n
  ja: 得点 スコア 打点 勝点 本塁打 安打
  en: score~ goal point
rank n
  ja: 順位 ランキング 位+
  en: rank~ ranking
amount mnpq
  ja: 総額 金額 規模
  en: total amount worth
payment m
  ja: 納付 弁済 返済 払い戻し
  en: repay~ repayment contribution
receipt m
  ja: 受け取る 受け取っ 受け取り 受取額 受給 受領 獲得 得る 得た いくらもら もらえ もらう もらっ
  en: receive~ get gets getting got gotten obtain~ secure secures secured
people_count p
  ja: 人数
  en: people+number number+of+people
"""
