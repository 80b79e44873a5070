// 弱口令: which passwords are refused, and the sentence that says why.
export type Weakness = { zh: string; en: string };

const SHORTEST = 10;

/** The kernel of what people choose; a password made of one of these and some digits is no secret. */
const common = [
  "password passw0rd admin administrator root welcome letmein qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm",
  "iloveyou monkey dragon master superman sunshine princess football baseball login guest test changeme secret",
  "abc abcd abcdef abcdefg a1b2c3 1q2w3e4r 1qaz2wsx qazwsx zaq1 qweasd q1w2e3 123qwe p@ssw0rd p@ssword pa$$word",
  "woaini woaini1314 aini iloveu wodemima mima woshishui nihao nihaoma zhongguo zhonghua beijing shanghai",
  "guangzhou shenzhen china chinese xiaoming wangwei zhangwei liwei laoban caiwu kuaiji gongsi qiye lianhehui",
  "xiehui zhongqinglian qinggong baogao tongji yonghu guanli guanliyuan huawei alibaba taobao wechat weixin qq",
  "wenlian wenchanwengong federation light industry",
].flatMap((line) => line.split(" "));

/** Runs of digits that mean something to everybody. */
const lucky =
  /^(?:0?123456789?0?|987654321?0?|5201314|1314520|520520|168168|888888+|666666+|000000+|112233|147258369?|789456123|19491001|20080808)+$/;

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890", "abcdefghijklmnopqrstuvwxyz"];

/** @param about the person's name, phone, e-mail: nothing of them may carry the password. @returns null when it will do. */
export function weaknessOf(
  password: string,
  about: readonly (string | null | undefined)[] = [],
): Weakness | null {
  if ([...password].length < SHORTEST) {
    return { zh: `不足 ${SHORTEST} 个字符`, en: `it has fewer than ${SHORTEST} characters` };
  }
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5) {
    return { zh: "重复的字符太多", en: "it repeats too few characters" };
  }
  for (const part of about.flatMap(pieces)) {
    if (plain.includes(part)) {
      return { zh: "含有您的姓名、手机号或邮箱", en: "it contains your name, phone or e-mail" };
    }
  }
  if (/^\d+$/.test(plain)) {
    return { zh: "只有数字，容易被试出来", en: "it is digits only" };
  }
  if (isRun(plain)) {
    return { zh: "是键盘或字母表上的连续字符", en: "it follows the keyboard or the alphabet" };
  }
  if (isCommon(plain)) {
    return {
      zh: "是常见密码，或常见词加几个数字",
      en: "it is a common password, or a common word with some digits",
    };
  }
  return null;
}

function pieces(text: string | null | undefined): string[] {
  if (!text) return [];
  const plain = text.normalize("NFKC").toLowerCase();
  const local = plain.split("@")[0]!;
  const phone = /^1\d{10}$/.test(plain) ? [plain, plain.slice(-8)] : [];
  // One Chinese character alone would forbid too much.
  return [plain, local, ...phone].filter((p) => [...p].length >= (/\p{Script=Han}/u.test(p) ? 2 : 4));
}

/** Letters swapped for look-alikes and the digits and signs around are what guessing programs undo first. */
function isCommon(plain: string): boolean {
  const letters = (text: string): string =>
    text
      .replace(/[@4]/g, "a")
      .replace(/0/g, "o")
      .replace(/[1!]/g, "i")
      .replace(/3/g, "e")
      .replace(/[$5]/g, "s");
  const core = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, "");
  const digits = plain.replace(/\D/g, "");
  const words = new Set(common);
  if (words.has(plain) || words.has(core) || words.has(letters(core))) return true;
  // woaini5201314, wang123456789: little besides a number everybody knows.
  const rest = plain.replace(/\d/g, "");
  return (
    lucky.test(digits) &&
    digits.length >= 6 &&
    (rest.length <= 4 || words.has(rest) || words.has(letters(rest)))
  );
}

function isRun(plain: string): boolean {
  let inRuns = 0;
  for (let i = 0; i + 4 <= plain.length; i++) {
    const part = plain.slice(i, i + 4);
    const back = [...part].reverse().join("");
    if (rows.some((row) => row.includes(part) || row.includes(back))) inRuns++;
  }
  return inRuns >= plain.length - 5;
}
