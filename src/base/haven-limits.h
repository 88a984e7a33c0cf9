/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What outside input may cost. Each is checked before memory is taken. */
#define HAVEN_LIMIT_FILE_BYTES (256 * 1024 * 1024)   /* an import file */
#define HAVEN_LIMIT_UNPACKED_BYTES (1024 * 1024 * 1024)   /* what a workbook may unpack to, all its parts together, … */
#define HAVEN_LIMIT_UNPACKED_TIMES 200               /* … and times its own size, where that is more than … */
#define HAVEN_LIMIT_UNPACKED_LEAST (8 * 1024 * 1024)
#define HAVEN_LIMIT_PARTS 4096                       /* of a packed file */
#define HAVEN_LIMIT_XML_DEPTH 64
#define HAVEN_LIMIT_JSON_DEPTH 64
#define HAVEN_LIMIT_ROWS 8000000
#define HAVEN_LIMIT_COLUMNS 2000
#define HAVEN_LIMIT_FIELD_BYTES 8192
#define HAVEN_LIMIT_PROBLEMS 1000                    /* kept word for word in a receipt; the rest are counted */
#define HAVEN_LIMIT_REPLY_BYTES (16 * 1024 * 1024)   /* a reply of the Virtual School */
#define HAVEN_LIMIT_RELEASE_BYTES (4 * 1024 * 1024)
#define HAVEN_LIMIT_TRANSFER_BYTES (32 * 1024 * 1024)   /* sealed records of one child, and … */
#define HAVEN_LIMIT_TRANSFER_ROWS 20000              /* … what they may hold of one kind */
#define HAVEN_LIMIT_KEYS_BYTES (1024 * 1024)
#define HAVEN_LIMIT_NAME_BYTES 200
#define HAVEN_LIMIT_NOTE_BYTES (64 * 1024)
