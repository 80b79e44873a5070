// The short name of an organisation, as people say it.
const endings = /(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团|公司|厂|联合会|协会)$/;

/** 杭州某某纸业有限公司（演示） → 杭州某某纸业（演示）; what remains is never shorter than two characters. */
export function shortNameOf(name: string): string {
  const mark = /（演示）$/.exec(name)?.[0] ?? "";
  const plain = name.slice(0, name.length - mark.length).trim();
  // A federation or an association is called by its whole name unless it says otherwise.
  const short = /(联合会|协会)$/.test(plain) ? plain : plain.replace(endings, "");
  return `${[...short].length >= 2 ? short : plain}${mark}`.slice(0, 30);
}
