// Small workbooks, written and corrected as an officer's Excel would, without a library that reads its own mistakes.
import { deflateRawSync, inflateRawSync } from "node:zlib";

const TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`;
const ROOT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Hội viên" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const BOOK_PARTS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;

/** A workbook of one sheet with these rows of text. @param {string[][]} rows */
export function workbook(rows) {
  const cell = (/** @type {string} */ text, /** @type {number} */ column, /** @type {number} */ row) =>
    `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  const lines = rows.map((row, at) => `<row r="${at + 1}">${row.map((text, column) => cell(text, column, at)).join("")}</row>`);
  const sheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  return zip(new Map([["[Content_Types].xml", TYPES], ["_rels/.rels", ROOT], ["xl/workbook.xml", BOOK],
    ["xl/_rels/workbook.xml.rels", BOOK_PARTS], ["xl/worksheets/sheet1.xml", sheet]].map(([name, text]) => [name, Buffer.from(text)])));
}

/**
 * The same workbook with one text in place of another, wherever its cells keep their texts. Anything else stays.
 * @param {Buffer} bytes @param {string} wrong @param {string} right
 */
export function corrected(bytes, wrong, right) {
  const parts = unzip(bytes);
  let found = 0;
  for (const [name, content] of parts) {
    if (!/^xl\/(sharedStrings|worksheets\/.*)\.xml$/.test(name)) continue;
    const pieces = content.toString("utf8").split(`>${escaped(wrong)}<`);
    found += pieces.length - 1;
    parts.set(name, Buffer.from(pieces.join(`>${escaped(right)}<`)));
  }
  if (found === 0) throw new Error(`The workbook has no cell “${wrong}”.`);
  return zip(parts);
}

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The parts of a zip file, by its directory at the end. @param {Buffer} bytes @returns {Map<string, Buffer>} */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("This is no zip file.");
  const parts = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const begins = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(begins, begins + packed);
    parts.set(name, method === 8 ? inflateRawSync(content) : Buffer.from(content));
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** @param {Map<string, Buffer>} parts */
function zip(parts) {
  /** @type {Buffer[]} */
  const files = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const [label, packed] = [Buffer.from(name), deflateRawSync(content)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(checksum(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(label.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, label, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, label]));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.size, 4);
  end.writeUInt16LE(parts.size, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** CRC-32, which every file in a zip carries. @param {Buffer} bytes */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
