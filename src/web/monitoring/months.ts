// Months that stand out in a chart.

/** Spring Festival lies between 21 January and 20 February; its dip falls into these two months. */
export const aroundSpringFestival = (month: string): boolean => /-0[12]$/.test(month);
