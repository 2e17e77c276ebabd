/**
 * Whether a host that somebody wrote can be shown as a link. Fake addresses are written with letters of other scripts that
 * look like Latin ones, so that only what browsers would show in its own script passes (Unicode TS 39, "highly restrictive").
 */

/** Whole labels: letters of one script, or of those that are written together, with digits and marks, which belong to none. */
const labelOf = (...scripts: string[]) =>
  new RegExp(`^[${scripts.map((script) => `\\p{Script=${script}}`).join('')}\\p{Script=Common}\\p{Script=Inherited}]+$`, 'u');
const ALONE = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Thai', 'Devanagari', 'Bengali', 'Tamil', 'Georgian', 'Armenian'].map((script) =>
  labelOf(script),
);
const TOGETHER = [labelOf('Latin', 'Han', 'Hiragana', 'Katakana'), labelOf('Latin', 'Han', 'Bopomofo'), labelOf('Latin', 'Han', 'Hangul')];
/** Latin letters as European languages and Vietnamese write them; the others are for phonetics, and for imitations. */
const EVERYDAY_LATIN = /^(?:[\w\-à-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžơưạ-ỹß]|(?!\p{Script=Latin}).)*$/u;
/** Letters of other scripts that pass for Latin ones, also when a whole word is made of them. */
const LOOKALIKES = /^[аьсԁеһіјӏкмоԛрѕтѵԝхугѡвнѐёїαβγικνορτυχωηυհոսօց\d-]+$/u;
/** Strokes of East Asian scripts that pass for a slash, a hyphen or a letter beside Latin ones. */
const STROKES = /[ノソゾンー一丨丶丿〳〵ニエ工口ロ]/u;

/** Endings that Chinese runs on from without a space. Where the ending is another one, nobody knows where the host ends. */
const HAN_ENDINGS = [
  '中国',
  '中國',
  '公司',
  '网络',
  '香港',
  '台湾',
  '台灣',
  '网址',
  '集团',
  '公益',
  '政务',
  '商城',
  '商店',
  '商标',
  '在线',
  '手机',
  '新加坡',
  '澳門',
  '澳门',
  '中文网',
  '中信',
  '企业',
  '佛山',
  '信息',
  '健康',
  '八卦',
  '大拿',
  '娱乐',
  '家電',
  '广东',
  '微博',
  '慈善',
  '我爱你',
  '招聘',
  '时尚',
  '書籍',
  '机构',
  '游戏',
  '点看',
  '电讯盈科',
  '移动',
  '网店',
  '网站',
  '联通',
  '购物',
  '通販',
  '食品',
  '餐厅',
  '组织机构',
  'みんな',
  'ストア',
  'セール',
  'ファッション',
  'クラウド',
  'コム',
  'ポイント',
  '닷넷',
  '닷컴',
  '삼성',
  '한국',
];

const ASCII = /^[\x21-\x7e]*$/;
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}$/u;

/**
 * The host at the beginning of a run of letters, digits, dots and hyphens, or null when there is none that may be a link.
 * Chinese that follows a Latin ending without a space belongs to the sentence.
 */
export function hostOf(run: string): string | null {
  const dot = run.lastIndexOf('.');
  const ending = endingOf(run.slice(dot + 1));
  if (!ending) return null;
  const host = run.slice(0, dot + 1) + ending;
  // A name without a dot is one of this network; what is written against it in another script may belong to it.
  if (dot < 0 && host !== run) return null;
  if (host.length > 253) return null;
  const labels = host.split('.');
  const isLatin = ASCII.test(ending);
  if (isLatin && dot >= 0 && /^\d/.test(ending) && !/^\d+(\.\d+){3}$/.test(host)) return null;
  return labels.every((label) => LABEL.test(label) && (ASCII.test(label) || isHonest(label, isLatin))) ? host : null;
}

function endingOf(label: string): string {
  if (/^[\w-]/.test(label)) return /^[\w-]+/.exec(label)![0];
  if (!/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(label)) return label;
  return HAN_ENDINGS.filter((ending) => label.startsWith(ending)).sort((a, b) => b.length - a.length)[0] ?? '';
}

function isHonest(label: string, underLatin: boolean): boolean {
  const folded = label.toLowerCase();
  // What browsers turn into another letter (full width, ligatures) is not what it seems to be.
  if (label !== label.normalize('NFKC')) return false;
  if (ALONE.some((script) => script.test(folded))) return !(underLatin && LOOKALIKES.test(folded));
  if (!TOGETHER.some((scripts) => scripts.test(folded)) || !EVERYDAY_LATIN.test(folded)) return false;
  return !(/\p{Script=Latin}/u.test(folded) && STROKES.test(folded));
}
