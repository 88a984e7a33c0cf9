/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "haven-children-filter.h"

/* Filters that somebody keeps, as one setting: "cp 9;attention". By group and year only: letters that were typed would name a child. */
char *haven_saved_filter_format  (const HavenChildrenFilter *filter);        /* "cp 9" */
void  haven_saved_filter_parse   (const char *text, HavenChildrenFilter *ret_filter);   /* its needle stays; what is not known is all, every year */
char *haven_saved_filter_to_text (const char *text);                         /* "Child protection plan · Year 9" */

gboolean    haven_saved_filters_have   (const char *kept, const char *text);
char       *haven_saved_filters_toggle (const char *kept, const char *text);        /* with it where it is not in, without it where it is */
GMenuModel *haven_saved_filters_make_menu (const char *kept);                /* actions children.filter and children.keep-filter */
