/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-booking.h"
#include "haven-wire-catalogue.h"
#include "haven-wire-document.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-envelope.h"
#include "haven-wire-problem.h"
#include "haven-wire-receipt.h"
#include "haven-wire-share.h"
#include "haven-wire-state.h"
#include "haven-wire-survey.h"

/* One body of each shape as the writer prints it, with every member there. All people are invented. */
#define KEY32 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define SIGN64 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="
#define DIGEST64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define KEYS "{\"receipts\":\"" KEY32 "\",\"settings\":\"" KEY32 "\"}"

typedef struct {
  const HavenShape *shape;
  const char *text;
} Sample;

static const Sample samples[] = {
  { &HAVEN_SHAPE_ENROLMENT, "{\"format\":\"haven-enrolment/1\",\"code\":\"7K3M-XQ2F-9TDA-B4WN\",\"urn\":\"123456\"}" },
  { &HAVEN_SHAPE_ENROLLED, "{\"format\":\"haven-enrolled/1\",\"token\":\"0123456789abcdefghijABCDEFGHIJ-_\",\"school\":\"Invented High\","
                           "\"authority\":\"Invented Borough\",\"keys\":" KEYS "}" },
  { &HAVEN_SHAPE_STATE, "{\"format\":\"haven-state/1\",\"catalogue\":\"a1\",\"bookings\":\"e0-7\",\"policy\":\"p\",\"benchmarks\":\"\","
                        "\"priorities\":\"\",\"resources\":\"\",\"survey\":\"\",\"returns\":\"\"}" },
  { &HAVEN_SHAPE_CATALOGUE, "{\"format\":\"haven-catalogue/1\",\"whole\":false,\"courses\":[{\"id\":\"att-1\",\"kind\":\"course\",\"title\":\"Attachment “in school”\","
                            "\"topic\":\"attachment\",\"audience\":\"designated teachers\",\"summary\":\"Two hours.\\nBring a question.\","
                            "\"open_to\":\"both\",\"url\":\"https://vs.example/book\",\"events\":["
                            "{\"id\":\"att-1-a\",\"starts\":\"2026-02-03T09:30:00Z\",\"ends\":\"2026-02-03T11:30:00Z\",\"place\":\"Online\","
                            "\"online\":true,\"places\":12,\"closes_on\":\"2026-01-30\",\"cost\":4500,\"cancel_by\":\"2026-01-27\","
                            "\"cancellation\":\"Free until a week before.\"}]}],\"gone\":[{\"id\":\"old-1\"}]}" },
  { &HAVEN_SHAPE_BOOKING, "{\"format\":\"haven-booking/1\",\"event\":\"att-1-a\",\"name\":\"Jo Invented\",\"email\":\"j.invented@school.example\","
                          "\"role\":\"designated teacher\",\"instead_of\":\"b-0\",\"topics\":\"attendance exclusions\"}" },
  { &HAVEN_SHAPE_BOOKINGS, "{\"format\":\"haven-bookings/1\",\"cursor\":\"e0-8\",\"more\":false,\"whole\":true,\"bookings\":[{\"booking\":"
                           "\"5b0c2a4e-2f5e-4b57-8f0e-0d4cf1f4a001\",\"event\":\"att-1-a\",\"state\":\"waiting-list\",\"why\":\"All places are taken.\","
                           "\"changed\":\"2026-01-05T08:00:00Z\",\"certificate\":\"c-7\",\"lapses_on\":\"2029-01-05\",\"name\":\"Jo Invented\","
                           "\"email\":\"j.invented@school.example\",\"role\":\"DT\"}]}" },
  { &HAVEN_SHAPE_POLICY, "{\"format\":\"haven-signed-policy/1\",\"policy\":\"e30=\",\"signature\":\"" SIGN64 "\"}" },
  { &HAVEN_SHAPE_BENCHMARKS, "{\"format\":\"haven-benchmarks/1\",\"source\":\"DfE\",\"published\":\"2025-10-30\",\"figures\":[{\"period\":\"202425\","
                             "\"area\":\"E06000000\",\"group\":\"CINO\",\"phase\":\"secondary\",\"measure\":\"absence_percent\",\"value\":\"17.4\"}]}" },
  { &HAVEN_SHAPE_PRIORITIES, "{\"format\":\"haven-priorities/1\",\"priorities\":[{\"id\":\"p1\",\"title\":\"In school\",\"text\":\"Every day counts.\","
                             "\"measure\":\"absence_percent\",\"target\":\"12.5\",\"by\":\"2026-07-31\"}]}" },
  { &HAVEN_SHAPE_RESOURCES, "{\"format\":\"haven-resources/1\",\"resources\":[{\"id\":\"r1\",\"kind\":\"advice-line\",\"title\":\"Advice line\","
                            "\"text\":\"Weekdays.\",\"url\":\"https://vs.example/advice\",\"phone\":\"01234 567890\",\"email\":\"vs@vs.example\",\"dated\":\"2025-09-01\"}]}" },
  { &HAVEN_SHAPE_RECEIPT, "{\"format\":\"haven-receipt/1\",\"id\":\"r-1\",\"urn\":\"123456\",\"period\":\"2025/26-autumn\",\"revision\":1,"
                          "\"digest\":\"" DIGEST64 "\",\"received\":\"2026-01-10T12:00:00Z\",\"signature\":\"" SIGN64 "\"}" },
  { &HAVEN_SHAPE_RETURNS, "{\"format\":\"haven-returns/1\",\"receipts\":[{\"format\":\"haven-receipt/1\",\"id\":\"r-1\",\"urn\":\"123456\","
                          "\"period\":\"2025/26-autumn\",\"revision\":1,\"digest\":\"" DIGEST64 "\",\"received\":\"2026-01-10T12:00:00Z\","
                          "\"signature\":\"" SIGN64 "\"}]}" },
  { &HAVEN_SHAPE_SURVEY, "{\"format\":\"haven-survey/1\",\"id\":\"s-1\",\"title\":\"Once a year\",\"closes_on\":\"2026-07-01\",\"questions\":["
                         "{\"id\":\"q-1\",\"text\":\"Is there a policy?\",\"choices\":[{\"id\":\"yes\",\"text\":\"Yes\"}]}]}" },
  { &HAVEN_SHAPE_ANSWERS, "{\"format\":\"haven-answers/1\",\"answers\":[{\"question\":\"q-1\",\"choice\":\"yes\"}]}" },
  { &HAVEN_SHAPE_ANSWERED, "{\"format\":\"haven-answered/1\",\"survey\":\"s-1\",\"received\":\"2026-01-10T12:00:00Z\"}" },
  { &HAVEN_SHAPE_SHARES, "{\"format\":\"haven-shares/1\",\"spec\":\"" DIGEST64 "\",\"virtual_school\":\"" SIGN64 "\",\"key_holder\":\"" SIGN64 "\"}" },
  { &HAVEN_SHAPE_SHARES_RECEIVED, "{\"format\":\"haven-shares-received/1\",\"report\":\"s-1\",\"received\":\"2026-01-10T12:00:00Z\"}" },
  { &HAVEN_SHAPE_SHARE_LIST, "{\"format\":\"haven-share-list/1\",\"period\":\"2025/26-autumn\",\"shares\":[{\"urn\":\"123456\",\"report\":\"s-1\","
                             "\"sealed\":\"" SIGN64 "\"}]}" },
  { &HAVEN_SHAPE_SUM, "{\"format\":\"haven-sum/1\",\"period\":\"2025/26-autumn\",\"spec\":\"" DIGEST64 "\",\"reports\":[{\"report\":\"s-1\"}],"
                      "\"withheld\":\"AA==\",\"values\":\"AAAAAAAAAAA=\"}" },
  { &HAVEN_SHAPE_HEALTH, "{\"format\":\"haven-health/1\",\"health\":\"well\"}" },
  { &HAVEN_SHAPE_PROBLEM, "{\"type\":\"urn:haven:problem:event-full\",\"title\":\"event-full\",\"status\":409,\"detail\":\"All places are taken.\","
                          "\"code\":\"event-full\",\"where\":\"event\"}" },
  { &HAVEN_SHAPE_ENVELOPE, "{\"format\":\"haven-envelope/1\",\"from\":\"virtual-school\",\"urn\":\"123456\",\"made\":\"2026-01-10T12:00:00Z\",\"authority\":\"Invented\","
                           "\"keys\":" KEYS ",\"requests\":[{\"id\":\"1\",\"method\":\"PUT\",\"path\":\"/bookings/abc\",\"etag\":\"x\",\"key\":\"k\","
                           "\"body\":\"e30=\"}],\"replies\":[{\"id\":\"1\",\"status\":200,\"etag\":\"x\",\"retry_after\":5,\"body\":\"e30=\"}],"
                           "\"signature\":\"" SIGN64 "\"}" },
};

static inline GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}
