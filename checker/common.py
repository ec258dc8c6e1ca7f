"""How often characters, pairs of them and English words stand in ordinary listings.

Each list begins with the most frequent, as counted on 44,246 product titles and descriptions of shops in
both languages. What matters is only which of two literals is the rarer: the rarer makes the better anchor.
"""

from __future__ import annotations

import re
from functools import cache

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
    "hdd diy do 2gb monitor huge line night makes bit simple "
)

WORD = re.compile("[a-z0-9]+")
_RANK = {char: rank for rank, char in enumerate(CHARACTERS)}
_PAIR_RANK = {PAIRS[i : i + 2]: i // 2 for i in range(0, len(PAIRS), 2)}
_WORD_RANK = {word: rank for rank, word in enumerate(WORDS.split())}


def _share(rank: int | None, rare: float) -> float:
    # The counts fall as 1 / (rank + 25), from a tenth of all listings down.
    return rare if rank is None else 2.5 / (rank + 25)


def of_character(char: str) -> float:
    """About what share of ordinary listings holds `char`, a Chinese character or another sign."""
    return _share(_RANK.get(char), 0.001)


def of_pair(pair: str) -> float:
    """About what share of ordinary listings holds `pair`, two characters of which one at least is Chinese."""
    rank = _PAIR_RANK.get(pair)
    return _share(rank, 0) if rank is not None else 0.05 * min(map(of_character, pair))


def of_word(word: str) -> float:
    """About what share of ordinary listings holds the English word or the figure `word`."""
    return _share(_WORD_RANK.get(word), 0.001 if word.isdigit() else 0.0005)


@cache
def of_literal(literal: str) -> float:
    """About what share of ordinary listings holds `literal`: no more than its rarest part."""
    if not literal.isascii():
        pairs = [pair for i in range(len(literal) - 1) if not (pair := literal[i : i + 2]).isascii()]
        return min(map(of_pair, pairs)) if pairs else of_character(literal)
    return min(map(of_word, WORD.findall(literal)), default=0.1)
