#include "vum_fields.h"

#define ASKED "0|1|2"          /* unknown, yes, no */
#define ASKED_OR_NOT "0|1|2|8" /* and: does not apply */
#define GRADES "0|1|2|3|4|8"
#define TERMS "O|B"
#define AGREEMENTS "01|02|03|04"
#define WORK_LEVELS "0|1|2|3|4|5|6|7"
#define EDUCATION_LEVELS "1|2|3|4|5|6|9"
#define LICENCES "A|A1|A2|AM|B|B+|C1|C|D1|D|BE|C1E|CE|D1E|DE|T"
#define VEHICLES "1|2|3|4|5|9"
#define ADDRESSES "1|2|3|4"

#define O(field_path) { .path = field_path, .kind = VUM_OBJECT }
#define T(field_path, characters) { .path = field_path, .kind = VUM_TEXT, .maximum = characters }
#define N(field_path, highest) { .path = field_path, .kind = VUM_NUMBER, .maximum = highest }
#define C(field_path, list) { .path = field_path, .kind = VUM_NUMBERED, .codes = list }
#define S_(field_path, list) { .path = field_path, .kind = VUM_CODED, .codes = list }
#define D(field_path) { .path = field_path, .kind = VUM_DATE }
#define I(field_path) { .path = field_path, .kind = VUM_ID, .maximum = 200, .required = true }
#define P(field_path) { .path = field_path, .kind = VUM_POSTCODE, .required = true }
#define X(field_path, digits) { .path = field_path, .kind = VUM_DIGITS, .maximum = digits }
#define L(field_path) { .path = field_path, .kind = VUM_LANGUAGE }

#define Q "arbeidsmarktkwalificatie"

static const VumField jobseeker_field[] = {
    O(Q),
    C(Q ".codeWerkEnDenkniveauWerkzoekende", WORK_LEVELS),
    O(Q ".cursus[]"),
    C(Q ".cursus[].indicatieCertificaat", ASKED_OR_NOT),
    T(Q ".cursus[].naamCursus", 120),
    T(Q ".cursus[].toelichtingCursus", 2000),
    D(Q ".cursus[].datumAanvangVolgenCursus"),
    D(Q ".cursus[].datumCertificaat"),
    D(Q ".cursus[].datumEindeVolgenCursus"),
    T(Q ".cursus[].naamOpleidingsinstituut", 500),
    O(Q ".competentiebeheersing[]"),
    T(Q ".competentiebeheersing[].codeCompetentie", 200),
    O(Q ".interesse[]"),
    T(Q ".interesse[].naamInteresse", 120),
    O(Q ".opleiding[]"),
    X(Q ".opleiding[].codeOpleidingsnaam", 10),
    C(Q ".opleiding[].codeNiveauOpleiding", EDUCATION_LEVELS),
    C(Q ".opleiding[].indicatieDiploma", ASKED_OR_NOT),
    T(Q ".opleiding[].toelichtingOpleiding", 2000),
    C(Q ".opleiding[].codeStatusOpleiding", "0|1|2|3"),
    D(Q ".opleiding[].datumAanvangVolgenOpleiding"),
    D(Q ".opleiding[].datumDiploma"),
    D(Q ".opleiding[].datumEindeVolgenOpleiding"),
    T(Q ".opleiding[].naamOpleidingsinstituut", 500),
    O(Q ".rijbewijs[]"),
    S_(Q ".rijbewijs[].codeSoortRijbewijs", LICENCES),
    O(Q ".taalbeheersing[]"),
    C(Q ".taalbeheersing[].codeNiveauTaalbeheersingLezen", GRADES),
    C(Q ".taalbeheersing[].codeNiveauTaalbeheersingLuisteren", GRADES),
    C(Q ".taalbeheersing[].codeNiveauTaalbeheersingMondeling", GRADES),
    C(Q ".taalbeheersing[].codeNiveauTaalbeheersingSchriftelijk", GRADES),
    L(Q ".taalbeheersing[].codeTaal"),
    O(Q ".werkervaring[]"),
    O(Q ".werkervaring[].beroep"),
    T(Q ".werkervaring[].beroep.codeBeroepsnaam", 200),
    D(Q ".werkervaring[].datumAanvangWerkzaamheden"),
    D(Q ".werkervaring[].datumEindeWerkzaamheden"),
    T(Q ".werkervaring[].naamOrganisatie", 70),
    T(Q ".werkervaring[].toelichtingWerkervaring", 2000),
    O("bemiddelingsberoep[]"),
    T("bemiddelingsberoep[].codeBeroepsnaam", 200),
    O("contactpersoon[]"),
    T("contactpersoon[].naamContactpersoonAfdeling", 35),
    T("contactpersoon[].emailadres", 320),
    T("contactpersoon[].telefoonnummer", 14),
    O("contractvorm[]"),
    S_("contractvorm[].codeTypeArbeidscontract", TERMS),
    S_("contractvorm[].codeTypeOvereenkomst", AGREEMENTS),
    O("eisAanWerk"),
    C("eisAanWerk.indicatieAanpassingWerkomgeving", ASKED),
    C("eisAanWerk.indicatieBegeleiding", ASKED),
    C("eisAanWerk.indicatieWerkvariatie", ASKED),
    T("emailadres[]", 320),
    O("flexibiliteit"),
    D("flexibiliteit.datumEindeBeschikbaarVoorWerk"),
    C("flexibiliteit.indicatieOnregelmatigWerkOfPloegendienst", ASKED),
    D("flexibiliteit.datumAanvangBeschikbaarVoorWerk"),
    I("idWerkzoekende"),
    C("indicatieBeschikbaarheidContactgegevens", "1|2"),
    C("indicatieLdrRegistratie", "1|2"),
    O("mobiliteit"),
    P("mobiliteit.bemiddelingspostcode"),
    N("mobiliteit.maximaleReisafstand", 999),
    N("mobiliteit.maximaleReistijd", 999),
    T("persoonlijkePresentatie", 2000),
    O("sector[]"),
    N("sector[].codeSbi", 99999),
    T("telefoonnummer[]", 14),
    O("vervoermiddel[]"),
    C("vervoermiddel[].codeVervoermiddel", VEHICLES),
    C("vervoermiddel[].indicatieBeschikbaarVoorUitvoeringWerk", ASKED),
    C("vervoermiddel[].indicatieBeschikbaarVoorWoonWerkverkeer", ASKED),
    O("webadres[]"),
    C("webadres[].codeWebadres", ADDRESSES),
    T("webadres[].url", 1000),
    O("werktijden"),
    N("werktijden.aantalWerkurenPerWeekMaximaal", 99),
    N("werktijden.aantalWerkurenPerWeekMinimaal", 99),
    C("werktijden.indicatieKantoortijden", ASKED),
};

static const VumField vacancy_field[] = {
    O("adres"),
    P("adres.postcode"),
    T("adres.straatnaam", 24),
    N("adres.huisnummer", 99999),
    T("adres.huisnummertoevoeging", 6),
    O("arbeidsVoorwaarden"),
    D("arbeidsVoorwaarden.datumAanvangWerkzaamheden"),
    D("arbeidsVoorwaarden.datumEindeWerkzaamheden"),
    T("arbeidsVoorwaarden.omschrijvingArbeidsvoorwaarden", 2000),
    T("arbeidsVoorwaarden.salarisIndicatie", 100),
    O("beroep"),
    T("beroep.codeBeroepsnaam", 200),
    S_("codeWerkEnDenkniveauMinimaal", WORK_LEVELS),
    O("contractvorm[]"),
    S_("contractvorm[].codeTypeArbeidscontract", TERMS),
    S_("contractvorm[].codeTypeOvereenkomst", AGREEMENTS),
    O("cursus[]"),
    C("cursus[].indicatieCertificaat", ASKED_OR_NOT),
    T("cursus[].naamCursus", 120),
    T("cursus[].toelichtingCursus", 2000),
    O("flexibiliteit"),
    D("flexibiliteit.datumEindeBeschikbaarVoorWerk"),
    C("flexibiliteit.indicatieOnregelmatigWerkOfPloegendienst", ASKED),
    O("competentiebeheersing[]"),
    T("competentiebeheersing[].codeCompetentie", 200),
    I("idVacature"),
    T("naamVacature", 120),
    T("nummerVacature", 11),
    T("omschrijvingVacature", 2000),
    O("opleiding[]"),
    X("opleiding[].codeOpleidingsnaam", 10),
    C("opleiding[].codeNiveauOpleiding", EDUCATION_LEVELS),
    C("opleiding[].indicatieDiploma", ASKED_OR_NOT),
    T("opleiding[].toelichtingOpleiding", 2000),
    O("rijbewijs[]"),
    S_("rijbewijs[].codeSoortRijbewijs", LICENCES),
    O("sector"),
    N("sector.codeSbi", 99999),
    D("sluitingsdatumVacature"),
    O("sollicitatiewijze[]"),
    S_("sollicitatiewijze[].codeSollicitatiewijze", ADDRESSES),
    O("sollicitatiewijze[].webadres"),
    C("sollicitatiewijze[].webadres.codeWebadres", ADDRESSES),
    T("sollicitatiewijze[].webadres.url", 1000),
    O("taalbeheersing[]"),
    C("taalbeheersing[].codeNiveauTaalbeheersingLezen", GRADES),
    C("taalbeheersing[].codeNiveauTaalbeheersingLuisteren", GRADES),
    C("taalbeheersing[].codeNiveauTaalbeheersingMondeling", GRADES),
    C("taalbeheersing[].codeNiveauTaalbeheersingSchriftelijk", GRADES),
    L("taalbeheersing[].codeTaal"),
    O("vervoermiddel[]"),
    C("vervoermiddel[].codeVervoermiddel", VEHICLES),
    C("vervoermiddel[].indicatieBeschikbaarVoorUitvoeringWerk", ASKED),
    C("vervoermiddel[].indicatieBeschikbaarVoorWoonWerkverkeer", ASKED),
    O("werkervaring[]"),
    N("werkervaring[].aantalJarenWerkzaamInBeroep", 99),
    O("werkgever"),
    O("werkgever.contactpersoon[]"),
    T("werkgever.contactpersoon[].naamContactpersoonAfdeling", 35),
    T("werkgever.contactpersoon[].emailadres[]", 320),
    T("werkgever.contactpersoon[].telefoonnummer[]", 14),
    T("werkgever.handelsnaamOrganisatie", 500),
    O("werkgever.sector[]"),
    N("werkgever.sector[].codeSbi", 99999),
    O("werkgever.webadres[]"),
    C("werkgever.webadres[].codeWebadres", ADDRESSES),
    T("werkgever.webadres[].url", 1000),
    O("werktijden"),
    N("werktijden.aantalWerkurenPerWeekMaximaal", 99),
    N("werktijden.aantalWerkurenPerWeekMinimaal", 99),
    C("werktijden.indicatieKantoortijden", ASKED),
};

#define ROWS(list) .field = list, .count = sizeof list / sizeof *list
const VumTable vum_table[VUM_DOMAIN_COUNT] = {
    [VUM_JOBSEEKER] = { .name = "werkzoekende",
                        .id_name = "idWerkzoekende",
                        ROWS(jobseeker_field) },
    [VUM_VACANCY] = { .name = "vacature", .id_name = "idVacature", ROWS(vacancy_field) },
};

const VumField *vum_field_find(VumDomain domain, Str path) {
    const VumTable *table = &vum_table[domain];
    for (size_t i = 0; i < table->count; i++) {
        const char *listed = table->field[i].path;
        if (strncmp(listed, path.at, path.len) == 0 && !listed[path.len]) return &table->field[i];
    }
    return NULL;
}
