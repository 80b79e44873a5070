// Words with which trades of light industry are named, to find where the 字号 ends; and words that make a sister company.

/** From the 43 industries of the federation and what their firms call themselves. */
const GOODS =
  "家具 家居 木业 木器 木制品 竹木 地板 门窗 床垫 沙发 办公家具 纸业 造纸 纸制品 纸品 纸箱 包装 包装材料 印刷 彩印 塑胶 塑料 塑料制品 塑业 橡塑 薄膜 管业 五金 五金制品 金属 金属制品 不锈钢 不锈钢制品 锁业 锁具 厨具 厨卫 炊具 餐具 刀具 刀剪 制刀 拉链 工具 日用陶瓷 建筑陶瓷 卫生陶瓷 陶瓷 瓷业 瓷砖 卫浴 洁具 玻璃 玻璃制品 玻纤 搪瓷 保温 家用电器 电器 小家电 家电 电子 电子元件 照明 照明电器 灯饰 灯具 光电 洗涤 洗涤用品 日化 日用化工 日用化学 化妆品 香料 香精 香料香精 香化 化工 精细化工 油墨 颜料 牙膏 牙刷 口腔护理 食品 食品饮料 饮料 饮品 饮用水 酿酒 酒业 白酒 啤酒 黄酒 葡萄酒 酒庄 乳业 乳品 乳制品 奶业 制盐 盐业 盐化 制糖 糖业 糖果 调味品 调味 酱油 食醋 味业 粮油 粮油食品 油脂 面业 面粉 米业 肉类 肉食 罐头 水产 茶业 烘焙 发酵 生物 生物科技 鞋业 制鞋 鞋材 鞋服 皮鞋 皮革 制革 皮具 皮业 皮件 毛皮 箱包 手袋 羽绒 羽绒制品 服装 服饰 纺织 针织 家纺 文具 文教 文教用品 文体 文体用品 制笔 笔业 玩具 乐器 钢琴 体育 体育用品 健身器材 户外用品 钟表 表业 计时 眼镜 光学 光学眼镜 光学仪器 自行车 电动车 电动自行车 车业 车料 童车 摩托车 缝纫设备 缝纫机 缝制 缝制机械 衡器 称重 电池 电源 蓄电池 锂电 新能源 能源 工艺 工艺品 工艺美术 美术 礼品 珠宝 首饰 珠宝首饰 黄金 烟花 伞业 制伞 雨具 打火机 蜡烛 日用品 日用杂品 日杂 百货 用品 制品 编织 刺绣 地毯 陶艺 花卉 假发 发制品 毛刷 刷业 清洁用品 卫生用品 纸尿裤 婴童用品 母婴用品 宠物用品 园艺 模具 机械 机电 机器 设备 装备 轻工机械 食品机械 包装机械 塑料机械 自动化 智能 仪器 仪表 器材 材料 新材料 复合材料 科技 技术 工业 制造 实业 轻工 智造 农业 环保 建材 装饰 化纤 医疗 医药 药业 保健品 健康";
const FUNCTIONS =
  "设计 设备 销售 贸易 商贸 进出口 国际贸易 经贸 电子商务 电商 网络 物流 供应链 供应链管理 仓储 运输 科技 技术 科技发展 研发 投资 控股 实业 置业 管理 企业管理 服务 咨询 发展 文化 文化传播 品牌 品牌管理 传媒 租赁 营销 商业 连锁 餐饮 工程 安装 配件 机械 回收 检测";

export const TRADE_WORDS: ReadonlySet<string> = new Set([...GOODS.split(" "), ...FUNCTIONS.split(" ")]);
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(FUNCTIONS.split(" "));

/** Two words for one trade; each group's first stands for it. */
export const SAME_TRADE: ReadonlyMap<string, string> = new Map(
  [
    "鞋业 制鞋 鞋",
    "酿酒 酒业 酒",
    "皮革 制革",
    "木业 木 木器 木制品",
    "造纸 纸业 纸",
    "塑料 塑胶 塑料制品 塑业",
    "制盐 盐业",
    "缝纫机 缝纫设备 缝制机械",
    "日化 日用化工 日用化学",
    "五金 五金制品",
    "玻璃 玻璃制品",
    "羽绒 羽绒制品",
    "洗涤 洗涤用品",
    "灯饰 灯具",
    "锁业 锁具",
    "乳业 乳品 乳制品 奶业",
    "茶业 茶",
    "家用电器 家电",
  ].flatMap((group) => group.split(" ").map((word) => [word, group.split(" ")[0] ?? word] as const)),
);
