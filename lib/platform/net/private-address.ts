import ipaddr from "ipaddr.js";

/**
 * Whether an IP address may be reached from here: only public unicast. IPv4 addresses inside IPv6 (mapped, 6to4, NAT64,
 * Teredo) are refused with their ranges. Anything that is not an address is refused too.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "unicast";
}

/** Whether a host of a URL is an address rather than a name. Brackets of IPv6 are fine. */
export const isAddress = (host: string): boolean => ipaddr.isValid(host.replace(/^\[|\]$/g, ""));
