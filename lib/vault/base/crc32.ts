// CRC-32 (ISO 3309), the checksum of zip and gzip, and CRC-32C (RFC 3720, 12.1), that of framed Snappy.

const tableOf = (polynomial: number) =>
  Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });

const CRC_TABLE = tableOf(0xedb88320);
const CRC_C_TABLE = tableOf(0x82f63b78);

export const crc32 = (bytes: Uint8Array): number => sumOf(bytes, CRC_TABLE);
export const crc32c = (bytes: Uint8Array): number => sumOf(bytes, CRC_C_TABLE);

function sumOf(bytes: Uint8Array, table: Uint32Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
