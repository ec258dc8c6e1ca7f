"""How often characters, pairs of them and English words stand in ordinary listings.

Each list begins with the most frequent, as counted on 44,246 product titles and descriptions of shops in
both languages. What matters is only which of two literals is the rarer: the rarer makes the better anchor.
"""

from __future__ import annotations

import re

CHARACTERS = (
    "的色计设感人款身用装显型一动气不手性小通大时美版上出机衣有子饰品面带加能女更质高了全穿这体裙线电领口"
    "可中式为松是长双条配花新着点精适尚节合网腰优修风自搭移个料来卡雅简好在又力分袖舒单现联部造白清儿致连"
    "老材华以成采视细裤方礼让摆调头果整轻而宽童黑特觉套衬同形制包味和边帽很金定衫实格你信打约得柔与外腿多"
    "具工纹生典经屏智无丝下器心超流也纯立圣直字度十瘦诞发层展增三处件待活接春闲满息开透休水效利起物秋印拼"
    "系红光足拉添古别盒复剪前结常裁还圆缀都月种便皮元魅蓝选露间比到看凸随理扣收次意天学男百爱验然亮袋素温"
    "正迷英落毛之后对饼两防牛棉内潮国给干肤非家图艺年甜星保日翻富会入软作提纤贴撞青布颈米寸行彰宝肩短于独"
    "仔东就曲吸紧充眼畅尽板京送浪脱且做样季平彩脚漫少服黄使情化丰空过背卫绣髦灵地容基俏微购织半案肉本勒量"
    "范市海运明侧褶门耀雪荣盖片强飘粉绒底将洁减安室厚散文代挑升胸托走针热邮叶完广玻香筒遮夏刺真破属几则规"
    "道巧够创亲塑变营纺璃极主观管束游洗公荷逸店耐玩仅孩勾纽帅专丽神薄士角蕾场妙园相四街瓶爽暖标其置例既摄"
    "液失龄级练纱颜襟原幼蛋五易球享隐睛腻护号试弹廓链低木进锁仪重苹戏母叉它抽拍放表深蝶滑台像如最统克蝴骨"
    "酷西排业脸货韩牌藏亚冬韵脖融磨从肌趣钢姿车净里福团曼法传灰喇族臂由旗速功食核吊数持笔皱再扮呈莲箱胶插"
    "耳万叭飞挺德称绳密教芯硅去灯产垂较蓉并应音沙想晶价珠仙阔众压知师鲜烧绿位鞋酒派刻镂受备此九波书喜舰按"
    "龙淡纸演没商糕顺率影术础免沉张键各择们石二要鹿及浓环存马测懒油程者住鱼照支欧摩乐盈组端豆语银洋洒箍叠"
    "浦架凉突快目镜恰轮锈奶谷夜贵挂转罗仁象释斜源冰朵些唯列臀佳值杯卓浅达般络档务山柜泽所慵哦零当但模路苏"
    "麻么示诺阳养码绑步画换脑含盘错夹伸击却括维尔控棒围淑触记携冲那伦说七颖态毫缚费碎余旧婴贝只引房聚即泼"
    "婉注编静兴羊驾限指固普销技冷弧剂茶把交铁混硬健户尼良科太虫闷驭洞媚火名呼折康推绎秀娇期声解凹南延必予"
    "假坠幻何湿螺呢抢卖拥被除每关反准令皙垫登爬份北缝村若染餐仿友州斯威惠笼景奇朗熟求竖紫回瞬膜据己玫钉药"
    "赘官论酸院蒸泡瓷需至泛孔兼羁企欢猫八玛赠圈向等或办婚床检港哈扬我稻初举云墨客瑰奢话粒怀稳集卷墙根庆钻"
    "闪籍频暗摇舞靓罩陶珍尖窄糖旅草员缺早桌块索苗斗封甲第世蓬总睡橡任爆池王汽梦似恒巾首膝厂庄赋久纳医刷厅"
    "抹径踝尾买吃见股捷批离切粗拖泰砂刚炫略鸡妆绷乳朦惊铺腹居宠识思幅载析胧岁魔碰滤牙润艳喷植玉溢树倍导民"
    "血改状橱妩军另烘预酥烈诠投秘培林缩腔饱皿座兰考野写漏战框证佛汗六杆挡蛮怎取俗序宫浴麦妹淋界千凡菌斤肚"
    "塞骁郁雕越枚齐许惑裹积萌壁消秒补芝楼硼念滴绝永胆铝因泥留习磁助候割算票吧职孕激尊晰掩供伴近止续坚嫩拘"
    "醒抗耗壳拆勤杂土类篮桃尤撩颇周卧射虹迎避潇均粘锅省刀隔槟狗益铜博漓卸芒棕锥洲题胖田跟顶椒远肢竹烟映诱"
    "乏互符迪鹅库羽构事先区售裸巴守您跑储帮辅镶李颗锦言拔城焦雾宁幕尺钟盐异娃辣券罐册侣曳请鼠跳促渲司校娜"
    "偏追膏他枪兜炎今宜衩厨菜断咖氛呵研腕阿娘荐杏湛媛妇尘订朋窗蜜戳霸烫雨晒锤江菱什筋践群项绘繁椅玲盆卉碱"
    "氧往担际柄饭参左铂航弯妈班庭降禹琴碳赛舍溶拌浆蚕珑才窈窕芳毯旋脂段已震啦悠廷操律跃夸艾壶播熊病势渐响"
    "燥遥鸟麋闭嘴枕涂志冻钩毒宿豪咪章绵缘递桑疫匀努械恤烤嘉痕肿坐祥炉啡皇奥粮仓浮樱猛脐敛棚杀农猪负御搅惬"
    "臃欲吋丹饮桶资翼晚难汉呆虽澳讲训袍掉悦盛斋评谐丁摸擦究严社育承奖绽吉馆抓划戴共拿漂朝横纶酯甄蓄串川帆"
    "胜逆乎膀婀宾氏右兔匠建尿凝嵌氟袭稍鸭扇钱铃伞乖签告谱倒宗瑞义狂读故须牢差武滋凯糯漆午域该施砖肥烂慧寒"
    "秤缔未霜报依烯课泵莱境锐嘻靠蔓获陷掌堂唐翘纪眉朴妥绕贯币湖森洛屋阻蒙劲昆问挥沓玄哪唱敏袜冠囊疑涤扫橙"
)
PAIRS = (
    "设计时尚手机版型移动装饰这款的设舒适气质联通采用优雅全网面料网通儿童宽松老人线条穿着连衣衣裙搭配修饰"
    "动联圣诞智能华为电信简约个性休闲双卡精致显瘦卡双经典身材双待气息整体的版定制视觉诞节点缀同时性感拼接"
    "效果诞帽展现更加帽子复古色的衬衫成人可以女性黑色上身凸显印花裙摆轻松的气松的月饼立体通电一款性的造型"
    "层次清新美的十足全面打造面屏致的带来甜美非常增添彰显显得剪裁修身礼盒中秋好的牛仔高腰领口更显魅力白色"
    "撞色起来大方风格可爱时髦袖口身的衣身款式浪漫饰品自然英寸条纹的小曲线外套加上现出感觉元素图案活力下摆"
    "口袋青春礼品方便用了京东纤细很好质感百搭柔软尽显感的典的结合迷人人的饼礼圆领次感让你雅的利落的一丰富"
    "的时俏皮实验的感大气露出荣耀礼物透气领设三星独特小米细节女人部线玻璃处理卫衣潮流体的纯色飘逸包邮刺绣"
    "灵动完美新款造出腰部给人蕾丝显出收腰节装别致充满翻领十分随性简单不仅荷叶勾勒能够色调的同裙身比例美感"
    "系带超市适合颈部少女帅气腿部简洁卡通腰的型的减龄裙子具有不会不失东超款连一种觉上型设拉长尚的学生衬托"
    "松紧头饰实用运动针织领的苹果的裙亲肤幼儿诞老直筒的穿细腻适的的连柔美计感工艺蓝色部的提升蝴蝶而且气的"
    "用品有型穿脱加厚材质人帽游戏美观满满正品的身不同干练半身送礼添了叶边约的宝宝红色裤子几分电视吸睛增加"
    "广式看起儿园人味可定规则的风套装的面金属不规的视又不单品你的质的创意蝶结仔裤更是字母单调纽扣验室裤脚"
    "高清穿出家用喇叭拉链子的的款纯棉显高体验选用特别亮点优质团购呈现的效修长的修腰线街头装扮蛋黄红米身形"
    "手臂文艺打破韵味长腿的这连帽清爽胸前的印开叉品质散发长款锁骨有着的线的裤勒出莲蓉颜色的女镂空处的手工"
    "带设帽圣了一特的满的网纱人儿色彩腰设旗舰的美童圣身裙脖颈腰带边的贴合迷你基础的腰这件腰间身上一件褶皱"
    "肌肤袖的的剪很有品圣精美包容的优制作带有裁剪两侧腰身色系雪纺选择花边的衬出女营造让人的色翻盖门襟感十"
    "阔腿抽绳还能着舒塑料上的配上节礼是一穿搭风情传统自由的牛吊带的大巧妙细的高挑人圣长的的圆的单的层式月"
    "保暖不挑秋节有一足的男女随意没有知性上衣味道魅族加了直板式的新的廓形秋月功能叭袖富有口的尚感穿上韩版"
    "款的样的就是长度古的子圣手感飞利利浦中长对称一丝融入加入干净的衣也是活动作为粉色短款带的畅玩优美品牌"
    "弹力男士遮肉西装立领慵懒双摄裙的金色舰店常的更多畅享锈钢网络件套仪器一个大的肩部身姿不锈的花计师流畅"
    "分的盒装轻盈款衬格调摆的瘦的的格带着两件上海调节起到托出雅气做了落的格纹的造的魅按键腿裤的纯材比长袖"
    "人一行走温柔大屏出纤的长秋冬童成配合裤的饰身更好小礼夏季使得的装挺括电脑水洗淑女各种的高腿型好处自动"
    "安卓九分花图更有束缚风的口设现货袖子绑带到好裤型的是的点来更趣味调的恰到爱的加的液晶排扣出一觉效妙的"
    "防水唯美用的活泼自带显女正版精选的黑硅谷芯硅头箍范儿裤身计的单的漫的出来绣花原装鹿角方的五仁脸型气场"
    "来自毛边体感散装糕点裤腿的拼老年身显大长驾驭双腿系列衫的出了的个丝绒女孩透明灰色发箍曼妙轻薄一条入了"
    "新品口味比较作用演绎了整低调则的同的都是进口体现风衣全新黑白花朵容性袖设穿起挑身肉显的领毛绒专用的立"
    "的蕾更具化学形成这一的荷典雅高档诞装还是的撞得更黄莲商务便携日常搭的这样摆设标配轮廓让整的条新颖木耳"
    "温婉饰腿拍照美国公主绿色一字电子晶电后背更为还有拥有的白与众身体光泽形的洁的白皙着体众不双层然的袋设"
    "冬季特产孩子不易动感婴儿打底塑造破洞也能发出自在小孩组合女生部曲满了派对的翻闲的自营款牛材的的锁率性"
    "运用基亚诺基魅蓝短裤有效中兴以及年轻整个配色也不多口美气碎花动的的不显气的质织衫出优边设微微约大上去"
    "了几食品自己一样的袖的下女的的包可调纽曼落肩的休纹的多功中国子儿三防弹性衣的不羁子成女气一点超薄无纺"
    "高贵瞬间的性着更力的女童纺布背带联想百褶腿的春活的精来的的口而不裙采帽儿日本理器白条都能样式进行格的"
)
WORDS = (
    "and for the with to in a 2 1 of s 5 3 black 4g watch 4 is software your 0 you 6 from com on shop "
    "10 8 digital or mac x camera 7 all system that pro new v it finish huawei at 9 card video this by "
    "jewelry watches 100 pc features windows rs g price white an hp gb apple up drive pack as sony "
    "only usb can free canon win memory fine dvd edition made high women 24 12 air design full easy "
    "more cd complete hd one home details series plus nike through use microsoft time core top hard "
    "are men professional buy fabric case company user 16 t processor intel color 30 null lcd flash "
    "program package hours brand 00 box 50 oz wireless will adobe f 64gb online has costello d xp "
    "silver ram samsung gold 2007 screen classic mens 2g shoes day jewelers photo computer kit tools "
    "solid 4gb be standard zoom most audio technology red control link casual blue product 11 "
    "collection create deluxe northeastern os music lens cameras business page power products into "
    "requirements 2017 15 have 2000 upgrade common mini 3g print key version over provides flipkart "
    "compatible 18 20 mi suite accessories r soft way world ships 32gb recycling built usually "
    "recyclable threads out security rom any sata set display get media 16gb includes encore e no "
    "network panasonic make sleeve led desktop boots 3d designed ii using b21 programweight wholesale "
    "galaxy type scan license inch great dual powerful graphics premium cdw web other offers play "
    "studio touch protection quality raymond data gopro weil 500 two support automatic w class ultra "
    "need advanced corsair style back battery our ring 13 india size uk performance easily i cs3 32 "
    "image front 8gb space adapter like now when 6gb access polyester cable tweakers genuine format "
    "light multi production specifications shipping server water unique iphone secure sandisk m they "
    "their than resolution cotton not 001 best general k me mount 14 25 fit mouse fast pocket "
    "replacement nur smart information game tv its durable editing 01 hdtv dejaun 60 max ipod disk inc "
    "speed remote help internet prijzen iii delivery keep cash just 98 panel own flat ocuk b i5 single "
    "based player michele also internal 128gb mid games office sound lite low ll printed life "
    "additional dcs even optical creative 21 model wide learning st solution so guarantee portable "
    "action add including chronograph running dynamic jordan quick 40 1080p small 6g ground right 64g "
    "neck work 200 weight recycled number 300 slr micro 000 lightweight daniel files users carl "
    "systems management fun bluetooth allows da wellington capacity perfect while c green body gives "
    "re instant megapixel express nylon fg diamond ultimate 35 i7 camcorder retail outdoor comfort 90 "
    "super boys these take file usa ideal auto dry logitech look ddr4 which side gaming ef pockets "
    "cartridge kingston external lets mobile them store applications bucherer mm hdmi quickly sales "
    "hdd diy do 2gb monitor huge line night makes bit simple laptop clothes asics port 33 compact view "
    "cartier state sdhc retro mb without cards tool photos learn self amd hand ssd long interface "
    "higher switch bvlgari branded effects content gel included material family channel essential "
    "organic provide 4k apparels every asus integrated storage interactive casio phone available nikon "
    "each firm party double sports everything l shirt down both kids steel helps yellow transcend "
    "level meizu v10 moyer eos ddr3 lg three recording 2006 analog sd clear designer contrast n 1gb "
    "leather ladies universal g4 skills photoshop stand logo philips short but spandex skin go first "
    "track vista macintosh 1000 17 personal multiple mode uhs comfortable ever popular tech range cut "
    "pci real nokia button care we notebook start repellent faster 08 sale seams dwr 360 co sas wall "
    "if master gps total grade center wifi 1tb adjustable deco 22 code per sleeveless images zippered "
    "xeon 400 3gb name used feature ready direct enables g5 grey rear delivers 150 fi clean cover "
    "length platinum pink g3 wash wear keyboard disc english note 32g against after ft who alarm ghz "
    "logic adventure 72 250 hem save resistant pin open projection 10k 55 16g head experience sm "
    "motion widescreen tb face next controls wi extreme ipad levels there anti whether how build eisf "
    "newman moisture shoulder blend share al soccer environment large radio socket sdxc mp3 better "
    "school piano dress project application operating ratio 800 fly backup find dimm powerpc 64 python "
    "pattern art good where av stock vengeance macbook 2k see then entertainment ink h 31 rose sun "
    "year combo innovative stretch enterprise breathable strap days connection speaker cordless atsc "
    "comprehensive well film book manage seagate cnet u wd girl off live geforce word round band text "
    "creating charger cdwg polo dp puma service special highly many electronic zip 70 mark playback "
    "client activities what contents training required stereo 03 nova paper dimensions different years "
    "toys virtual edit 95 transfer needs volume smooth such receiver favorite outlet computers shell "
    "bundle 2005 yamaha deep basic cool sensor slim punch cache include advantage laptops guitar base "
    "supports cloud award winning guide devices 19 under man stainless 1080 height original function "
    "construction about drop 36 128g machine part dark team latest big documents serein let active "
    "drying sleeves chest fully inseam plug math hamilton board may prices choose individual options "
    "jewel vietnam pcpartpicker quad before tuner later 99 oppo step lenovo cu occasion closure give "
    "rings enjoy cds teaches sport come installation bag mesh layer manual want elements output filter "
    "printer easier thailand projects laser topics gigabyte pvc ntsc tank loop footwear four today "
    "combines forant 2004 lessons cpu point waist between headset interior reading development fumfie "
    "128 star been around works place natural cs shock across programs fowler p seiko during yourself "
    "mhz dolby ethernet usm drives novatech artcarved 75 definition custom same songs visual pdf "
    "solutions tradineur 2003 id 2008 girls shorts protect much response duo maestro manfrotto 42 "
    "waistband child speakers pentium academic 80 garmin frame gtx creation volt fashion 1920 click "
    "keeps engagement improved canada wicking immersion run tissot ai edge feet simply friends "
    "recommended processing webcam symantec atx keen clip away af orange lighting movie turn enhanced "
    "knit quiet microphone noise snap dome surround 240 poe regular maximum elastic rich friendly "
    "children denier sdram 600 ip metallic weather true host vmade quickbooks educational 45 96 sb "
    "colour pre inside mail ed official spyware 120 tl hero device non dial success never money hoyle "
    "force ve depth cleats jordans feel takes services players rechargeable perform motherboard pc4 "
    "love zte detection zipper stay cuffs minutes extended diagonal publishing jersey emc choice "
    "quartz rise some put voice search record automatically premier manager startech 15k industry 23 "
    "navy p20 piece settings must exciting capture 512mb productivity toccata 27 dc 48 clock straps "
    "playing library language document theater generation nvidia accounting excellent straight don "
    "date sportswear unisex graphic option shot en mp explore reports letter us 1300 looking electric "
    "rw servers compactflash show 4x 53 old dts his comes colors important collar select belt "
    "discounts people grip yet powershot athletic professionals alpina 010 evo 4ghz extra companion "
    "sneakers results qam platform radeon ac tp vivo linux shape pair providing purple glass detail "
    "womens gigabit 768 "
)

WORD = re.compile("[a-z0-9]+")


def _shares(ranked: list[str]) -> dict[str, float]:
    # The counts fall about as 1 / (rank + 25), from a tenth of all listings down.
    return {entry: 2.5 / (rank + 25) for rank, entry in enumerate(ranked)}


_CHARACTERS = _shares(list(CHARACTERS))
_PAIRS = _shares([PAIRS[i : i + 2] for i in range(0, len(PAIRS), 2)])
_WORDS = _shares(WORDS.split())
RARE = 0.0002  # of what is in no list


def of_character(char: str) -> float:
    """About what share of ordinary listings holds `char`, a Chinese character or another sign."""
    return _CHARACTERS.get(char, RARE)


def of_pair(pair: str) -> float:
    """About what share of ordinary listings holds `pair`, two characters of which one at least is Chinese."""
    known = _PAIRS.get(pair)
    if known is not None:
        return known
    first, second = _CHARACTERS.get(pair[0], RARE), _CHARACTERS.get(pair[1], RARE)
    return 0.05 * (first if first < second else second)


def of_word(word: str) -> float:
    """About what share of ordinary listings holds the English word or the figure `word`."""
    return _WORDS.get(word, RARE)


def of_literal(literal: str) -> float:
    """About what share of ordinary listings holds `literal`: no more than its rarest part, and less the
    more parts there are."""
    if literal.isascii():
        words = WORD.findall(literal)
        parts = len(words) + (not literal.replace(" ", "").isalnum())
        return min(map(of_word, words), default=0.1) * 0.2 ** max(0, parts - 1)
    if len(literal) == 2:
        return of_pair(literal)
    pairs = [pair for i in range(len(literal) - 1) if not (pair := literal[i : i + 2]).isascii()]
    return min(map(of_pair, pairs)) if pairs else of_character(literal)
