// What the platform answers when a file cannot be kept.
import type { Refusals } from "../errors.ts";

export const fileRefusals = {
  "file.empty": {
    status: 422,
    zh: "文件是空的（0 字节），没有保存。请检查后重新上传；其他内容没有丢失。",
    en: "The file is empty (0 bytes) and was not kept. Check it and upload again; everything else is kept.",
  },
  "file.too-large": {
    status: 413,
    zh: "文件有 {size}，超过 {limit} 的上限，没有保存。请压缩或拆分后再上传；其他内容没有丢失。",
    en: "The file has {size}, more than the limit of {limit}, and was not kept. Shrink or split it; everything else is kept.",
  },
  "file.type": {
    status: 415,
    zh: "不能保存这种文件。可以上传：{allowed}。加密或带宏的文件请先另存为普通文件。",
    en: "This kind of file cannot be kept. Allowed: {allowed}. Save protected or macro files as plain ones first.",
  },
  "file.bytes-missing": {
    status: 410,
    zh: "文件的记录还在，但内容已从存储中丢失。请联系管理员从备份恢复。",
    en: "The record of the file exists but its content is gone from the store. Ask the administrator to restore it.",
  },
} as const satisfies Refusals;
