import { isServicePrincipal, nearMiss } from '../model/service-principal.js';

/** The service principal that was probably meant by a text that is none; undefined when nothing can be told. */
export function suggestedService(text: string): string | undefined {
  const right = nearMiss(text) ?? nearMiss(`${text}.aliyuncs.com`);
  if (right !== undefined) return right;
  const shortName = !text.includes('.') && isServicePrincipal(`${text}.aliyuncs.com`);
  return shortName ? `${text}.aliyuncs.com` : undefined;
}
