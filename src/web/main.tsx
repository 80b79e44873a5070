// placeholder until the web lands
export const features = [];
