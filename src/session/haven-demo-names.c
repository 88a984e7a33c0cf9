/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-upn.h"

#define INVENTED_AUTHORITY 999
#define SERIALS_A_SCHOOL 1000

static const char *const forenames[] = {
  "Aaliyah", "Aarav", "Abdul", "Adaeze", "Aidan", "Aisha", "Alicja", "Amara", "Amelia", "Amir", "Ananya", "Anwen", "Arjun", "Ava",
  "Ayaan", "Ben", "Bilal", "Blessing", "Callum", "Cerys", "Charlie", "Chiamaka", "Chloë", "Daisy", "Daniel", "Dawit", "Dylan", "Ebony",
  "Efua", "Eilidh", "Elif", "Ella", "Emeka", "Erin", "Ewan", "Farah", "Fatima", "Femi", "Finn", "Freya", "Gabriela", "George", "Grace",
  "Hamza", "Hanna", "Harper", "Harry", "Ibrahim", "Idris", "Imogen", "Isla", "Ivan", "Jack", "Jaden", "Jasmine", "Joanna", "José",
  "Joshua", "Kai", "Kamil", "Katie", "Keira", "Kezia", "Khadija", "Kofi", "Lacey", "Layla", "Leah", "Leo", "Lewis", "Liam", "Lily",
  "Lola", "Lucas", "Luca", "Maisie", "Malik", "Maria", "Maryam", "Mateusz", "Max", "Mei", "Mia", "Mohammed", "Molly", "Muhammad",
  "Nadia", "Niamh", "Nia", "Noah", "Olivia", "Oluwaseun", "Omar", "Oscar", "Owen", "Paige", "Poppy", "Precious", "Priya", "Rafael",
  "Reece", "Rhys", "Riley", "Rosie", "Ruby", "Saanvi", "Safiya", "Samuel", "Sara", "Scarlett", "Siân", "Sofia", "Sophie", "Stefan",
  "Tariq", "Temi", "Theo", "Tia", "Tomasz", "Tyler", "Uma", "Victoria", "Viktor", "William", "Xin", "Yasmin", "Yusuf", "Zahra",
  "Zainab", "Zara", "Zoë", "Zuzanna",
};

static const char *const surnames[] = {
  "Abbott", "Abdi", "Adeyemi", "Ahmed", "Akhtar", "Ali", "Allen", "Andersson", "Asante", "Bailey", "Baker", "Banerjee", "Barnes",
  "Begum", "Bennett", "Bhatti", "Brown", "Campbell", "Carter", "Chan", "Chaudhry", "Clarke", "Cole", "Collins", "Cooper", "Costa",
  "Cox", "D’Souza", "Das", "Davies", "Diallo", "Dixon", "Dos Santos", "Edwards", "Ellis", "Evans", "Farah", "Fernández", "Fisher",
  "Foster", "Fox", "García", "Gibson", "Gill", "Gordon", "Graham", "Gray", "Green", "Griffiths", "Hall", "Hamilton", "Harris", "Hassan",
  "Hill", "Holmes", "Hughes", "Hunt", "Hussain", "Ibrahim", "Iqbal", "Jackson", "James", "Jenkins", "Johnson", "Jones", "Joseph",
  "Kamara", "Kaur", "Kelly", "Khan", "Khumalo", "King", "Kowalska", "Kumar", "Lawson", "Lee", "Lewis", "Lloyd", "Łukasiewicz",
  "MacDonald", "Mahmood", "Malik", "Marshall", "Martin", "Mason", "Mbeki", "Mehta", "Mensah", "Miah", "Mills", "Mitchell", "Mohamed",
  "Moore", "Morgan", "Morris", "Murphy", "Murray", "Ncube", "Nguyen", "Nowak", "O’Brien", "O’Connor", "Ofori", "Okafor", "Okonkwo",
  "Osman", "Owusu", "Palmer", "Parker", "Patel", "Pereira", "Petrov", "Phillips", "Popescu", "Price", "Quinn", "Rahman", "Rashid",
  "Reid", "Reynolds", "Richards", "Roberts", "Robinson", "Rogers", "Rose", "Russell", "Ryan", "Sato", "Saunders", "Scott", "Shah",
  "Sharma", "Shaw", "Silva", "Simpson", "Singh", "Smith", "Smith-Jones", "Spencer", "Stewart", "Suleiman", "Szabó", "Taylor", "Tesfaye",
  "Thomas", "Thompson", "Turner", "Ünal", "Uddin", "Walker", "Walsh", "Ward", "Watson", "White", "Williams", "Wilson", "Wójcik", "Wood",
  "Wright", "Yıldız", "Young", "Zhang",
};

const char *
haven_demo_pick_forename (HavenDemo *demo)
{
  return HAVEN_DEMO_PICK (demo, forenames);
}

const char *
haven_demo_pick_surname (HavenDemo *demo)
{
  return HAVEN_DEMO_PICK (demo, surnames);
}

/* Authority 999 and its schools do not exist; the year and the serial are as a primary school would have given them */
char *
haven_demo_dup_upn (int entry_year, guint serial)
{
  g_autofree char *body = g_strdup_printf ("%d%04u%02d%03u", INVENTED_AUTHORITY, 2001 + serial / SERIALS_A_SCHOOL, entry_year % 100,
                                           serial % SERIALS_A_SCHOOL);

  return g_strdup_printf ("%c%s", haven_upn_check_letter (body), body);
}
