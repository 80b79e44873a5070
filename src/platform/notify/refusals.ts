// What may be refused about the robot of a chat group.
export const robotRefusals = {
  "robot.address": {
    status: 422,
    zh: "这不是企业微信群机器人的地址。请在群里打开机器人，复制它的 Webhook 地址（https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…）整行粘贴。",
    en: "This is not the address of a WeCom group robot. Open the robot in the group and paste its whole webhook address (https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…).",
  },
  "robot.not-allowed": {
    status: 422,
    zh: "本平台的设置不允许向这个地址发消息，请联系系统管理员（OUTGOING_HOSTS）。",
    en: "The settings of this platform do not allow messages to this address; ask its operator (OUTGOING_HOSTS).",
  },
  "robot.none": {
    status: 409,
    zh: "还没有设置群机器人，请先粘贴它的 Webhook 地址并保存。",
    en: "No group robot is set yet. Paste its webhook address and save it first.",
  },
  "robot.unavailable": {
    status: 503,
    zh: "群消息服务没有启动，请稍后再试；设置没有改动。",
    en: "Group messages are not being sent now. Try again later; nothing was changed.",
  },
} as const;
