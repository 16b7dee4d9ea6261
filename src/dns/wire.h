#pragma once

#include <stdint.h>

/** The number of 2 or 4 bytes, big-endian, at @at; the caller has checked that they are there. */
static inline uint16_t wire_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t wire_u32(const uint8_t *at)
{
	return (uint32_t)wire_u16(at) << 16 | wire_u16(at + 2);
}

/** Writes a number, big-endian; the caller has checked that there is room. */
static inline void wire_put_u16(uint8_t *at, uint16_t number)
{
	at[0] = (uint8_t)(number >> 8);
	at[1] = (uint8_t)number;
}

static inline void wire_put_u32(uint8_t *at, uint32_t number)
{
	wire_put_u16(at, (uint16_t)(number >> 16));
	wire_put_u16(at + 2, (uint16_t)number);
}
