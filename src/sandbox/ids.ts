import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Ids of users and roles: 18 digits. */
export function entityId(): string {
  return `3${Array.from({ length: 17 }, () => randomInt(10)).join('')}`;
}

export function accessKeyId(): string {
  return `LTAI5t${randomText(18)}`;
}

export function accessKeySecret(): string {
  return randomText(30);
}

/** Of temporary credentials. */
export function sessionKeyId(): string {
  return `STS.${randomText(24)}`;
}

export function sessionSecret(): string {
  return randomText(44);
}

export function securityToken(): string {
  return `CAIS${randomBytes(192).toString('base64')}`;
}

export function requestId(): string {
  return randomUUID().toUpperCase();
}

/** `YYYY-MM-DDTHH:MM:SSZ`, the only form that all clients read. */
export function isoDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
