# ruff: noqa: E501
"""The table of units: dimension, id, factor to the base unit, Chinese names, other spellings.

Names joined by `|` are all kept as they were typed (公斤 stays 公斤); other spellings become the
first name. `_` stands for a space. Sources: GB 3100-1993; 1 亩 = 10000/15 m²; 1 tce = 29.307 GJ
(GB/T 2589-2020); 1 坪 = 1 평 = 400/121 m²; 1 甲 = 2934 坪.
"""

TABLE = """
money CNY 1 元 圆 人民币 人民币元 元人民币 rmb yuan cny ¥ rmb¥ cn¥ renminbi
money USD 1 美元|美金 us$ usd u.s.dollars usdollars us_dollar
money EUR 1 欧元 € eur euro euros
money GBP 1 英镑 £ gbp pounds_sterling
money HKD 1 港元|港币 hk$ hkd
money MOP 1 澳门元 mop mop$
money TWD 1 新台币|台币 nt$ twd ntd
money JPY 1 日元|日圆 jpy jp¥ japanese_yen
money KRW 1 韩元|韩币 krw ₩ korean_won
money SGD 1 新加坡元|新元 sgd s$

area m2 1 平方米 ㎡ m² m2 m^2 平米 平方 平方公尺 sqm sq.m sq.m. sq_m square_metre square_metres square_meter square_meters
area km2 1000000 平方公里|平方千米 km² km2 k㎡ ㎢ sqkm sq.km square_kilometre square_kilometres square_kilometer square_kilometers
area ha 10000 公顷 ha hm² hm2 hectare hectares
area mu 10000/15 亩 mu 市亩 畝
area ping 400/121 坪
area jia 1173600/121 甲
area pyeong 400/121 평 pyeong

length m 1 米 m metre metres meter meters 公尺
length km 1000 公里|千米 km kilometre kilometres kilometer kilometers
length cm 1/100 厘米 cm
length mm 1/1000 毫米 mm millimetre millimetres
length nmi 1852 海里 nmi nautical_mile nautical_miles

mass t 1000 吨 t 公吨 tonne tonnes ton tons metric_tons
mass kg 1 公斤|千克 kg
mass g 1/1000 克 g
mass jin 1/2 斤|市斤 jin

volume m3 1 立方米 m³ m3 m^3 ㎥ 方 立方 标方 标准立方米 nm³ cubic_metre cubic_metres cubic_meter cubic_meters
volume L 1/1000 升 l litre litres liter liters

power W 1 瓦 w
power kW 1000 千瓦 kw kilowatt kilowatts
power MW 1000000 兆瓦 mw megawatt megawatts
power GW 1000000000 吉瓦 gw gigawatt gigawatts
apparent-power VA 1 伏安 va
apparent-power kVA 1000 千伏安 kva
apparent-power MVA 1000000 兆伏安 mva

energy J 1 焦 j
energy MJ 1000000 兆焦 mj
energy GJ 1000000000 吉焦 gj 百万千焦
energy Wh 3600 瓦时 wh
energy kWh 3600000 千瓦时|度 kwh kw.h 度电 千瓦小时
energy MWh 3600000000 兆瓦时 mwh
energy GWh 3600000000000 吉瓦时 gwh
energy tce 29307000000 吨标准煤|吨标煤 tce
energy kgce 29307000 千克标准煤|公斤标准煤|千克标煤 kgce

voltage V 1 伏 v 伏特 volt volts
voltage kV 1000 千伏 kv
force N 1 牛 n
force kN 1000 千牛 kn
temperature degC 1 摄氏度|℃ °c

duration year 365 年 周年 a y yr yrs year years annum
duration month 365/12 月 mo month months
duration month 365/12 个月
duration quarter 365/4 季度|季|个季度 quarter quarters
duration week 7 周|星期|个星期 week weeks
duration day 1 天|日 d day days 个自然日 自然日 calendar_days
duration workday 7/5 工作日|个工作日 working_day working_days business_day business_days
duration hour 1/24 小时|个小时|时 h hr hrs hour hours
duration minute 1/1440 分钟|分 min minute minutes

percent percent 1/100 % percent per_cent pct
percent permille 1/1000 ‰

count person 1 人|名 person persons people
count worker 1 名工人|工人 worker workers
count job 1 个岗位|个就业岗位|个工作岗位 岗位 就业岗位 job jobs
count visit 1 人次 visit visits visitor visitors
count household 1 户 household households
count firm 1 家|家企业|户企业 企业 firm firms enterprise enterprises company companies
count item 1 个|项|只|支|块|份|片|根|颗|枚|粒|处|所|座|条|宗|种|类|场|次|张
count teu 1 TEU|标准箱|标箱|个标准箱 teus
count piece 1 件 piece pieces
count set 1 套|组 set sets
count unit 1 台|台套 unit units
count vehicle 1 辆|车 vehicle vehicles
count head 1 头|羽|匹 head
count plant 1 株|棵 plant plants
count pair 1 双|对 pair pairs
count bottle 1 瓶|罐 bottle bottles
count bag 1 袋|包 bag bags
count box 1 箱|盒 box boxes case cases
count roll 1 卷 roll rolls
count vessel 1 艘 vessel vessels
count aircraft 1 架 aircraft
count flight 1 架次|班次|班 flight flights
count room 1 间 room rooms
count bed 1 张床位|床位|床 bed beds
count building 1 栋|幢 building buildings
count storey 1 层 storey storeys floor floors
count times 1 倍
"""
