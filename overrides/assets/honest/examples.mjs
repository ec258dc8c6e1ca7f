/** Made-up copy for "Load an example", by what is sold: each holds words to mark and words that are fine. */
import { language } from "./place.mjs";

export const EXAMPLES = {
  zh: {
    general:
      "全网第一的不粘锅，国家级工艺，质量最好！\n本周六是活动最后一天，售出5万口，98%的顾客回购。\n别家的锅都是垃圾，买我们的绝对不会后悔。",
    food: "深山野生蜂蜜，本店最佳年份！\n每天一勺，降血糖、治便秘，免疫力提升300%。\n最佳食用期：开盖后6个月内。",
    "health-food": "这款鱼油胶囊三天见效，保证有效，有效率99%。\n一瓶抵十盒药，专治高血压，无任何副作用。\n每日最大食用量：2粒。",
    infant: "最接近母乳的婴儿奶粉，完全可以代替母乳。\n宝宝喝了不生病，98%的妈妈都选它。",
    cosmetics: "顶级抗老精华，7天祛斑，永不反弹。\n医生推荐，能治疗湿疹和痤疮，绝对不过敏。\n首次使用请先在耳后试用。",
    device: "家用理疗仪，治愈率95%，根治腰椎间盘突出。\n安全无副作用，用一次就好，医保局指定产品。",
    medical: "全市第一的口腔门诊，种牙成功率100%，保证不疼。\n国家领导人也来看过牙。",
    education: "最牛师资，保过班不过退款，提分率100%。\n命题组老师亲自授课，名校录取率全国第一。",
    finance: "保本保息，年化收益12%，零风险。\n国家级平台担保，收益全市最高。",
    "real-estate": "全城最低价，升值空间100%，错过再等十年。\n距地铁站仅5分钟，政府重点打造的顶级学区。",
    alcohol: "国家级大师手工酿造，国宴用酒，最好的酱香。\n每天一杯活血化瘀，喝了不上头。",
    agriculture: "最好的杀虫剂，无毒无害，防治率100%。\n用了保证增产30%，绝对安全。",
    software: "全球第一的翻译软件，准确率99.9%。\n国家机关都在用，比某度翻译强一百倍。\n首次登录需绑定手机。",
  },
  en: {
    general:
      "The best non-stick pan in China, national-level craftsmanship, No. 1 online!\nSaturday is the last day of the offer. 50,000 sold, and 98% of customers come back.\nOther brands are rubbish; ours is guaranteed to last forever.",
    food: "Wild mountain honey, the best there is.\nA spoon a day cures constipation, lowers blood sugar and boosts immunity by 300%.\nBest before: six months after opening.",
    "health-food": "Fish oil capsules that work in three days, guaranteed, for 99% of users.\nOne bottle replaces ten boxes of medicine, treats high blood pressure, no side effects.\nDo not take more than two capsules a day.",
    infant: "The infant formula closest to breast milk: a complete substitute.\nBabies who drink it never fall ill. Chosen by 98% of mothers.",
    cosmetics: "The ultimate anti-ageing serum. Removes dark spots in 7 days, permanently.\nRecommended by doctors, treats eczema and acne, 100% safe.\nOn first use, try it behind the ear.",
    device: "A home therapy device with a 95% cure rate for slipped discs.\nNo side effects, works the first time, appointed by the state.",
    medical: "The number one dental clinic in town, 100% success rate, guaranteed painless.",
    education: "The best teachers. Guaranteed pass or your money back, 100% improvement.\nTaught by the people who set the exam.",
    finance: "Guaranteed principal and interest, 12% a year, zero risk.\nThe best return in the city.",
    "real-estate": "The lowest price in town, guaranteed to rise in value.\nFive minutes from the underground, the top school district the government is building.",
    alcohol: "Brewed by a national-level master, served at state banquets, the best of its kind.\nA glass a day improves circulation.",
    agriculture: "The best insecticide: non-toxic, 100% effective.\nGuaranteed to raise the yield by 30%, absolutely safe.",
    software: "The world's No. 1 translation app, 99.9% accurate.\nUsed by government departments, a hundred times better than the rest.\nOn first login, link your phone.",
  },
};

/** @returns {string} an example for what is sold, in the page's language */
export function example(category) {
  const examples = EXAMPLES[language()];
  return examples[category] ?? examples.general;
}
