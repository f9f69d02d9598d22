// Makes a zip archive of small executable files without compression, for tests of installers. Layout:
// APPNOTE.TXT 6.3.9, sections 4.3.7 (local header), 4.3.12 and 4.3.16.

const EXECUTABLE = 0o100755;
const MADE_ON_UNIX = 3 << 8;

/** @param {Record<string, string>} files */
export function zip(files) {
  const bodies = [];
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const local = Buffer.alloc(14);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(MADE_ON_UNIX | 20, 4);
    central.writeUInt16LE(20, 6);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(EXECUTABLE * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    bodies.push(local, sizes, Buffer.from(name), data);
    entries.push(central, sizes, rest, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

// node:zlib has a crc32 only from Node 20.15 on.
/** @param {Buffer} data */
function crc32(data) {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
