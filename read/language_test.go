package read

import "testing"

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "The mayor said on Tuesday that nobody had ever shown her the letter."},
		{"de", "Die Bürgermeisterin sagte am Dienstag, niemand habe ihr den Brief je gezeigt."},
		{"fr", "La maire a déclaré mardi que personne ne lui avait jamais montré la lettre."},
		{"es", "La alcaldesa dijo el martes que nadie le había enseñado nunca la carta."},
		{"pt", "A prefeita disse na terça-feira que ninguém lhe tinha mostrado a carta."},
		{"it", "La sindaca ha detto martedì che nessuno le aveva mai mostrato la lettera."},
		{"nl", "De burgemeester zei dinsdag dat niemand haar de brief ooit had laten zien."},
		{"pl", "Burmistrzyni powiedziała we wtorek, że nikt nigdy nie pokazał jej tego listu."},
		{"cs", "Starostka v úterý řekla, že jí ten dopis nikdy nikdo neukázal."},
		{"hu", "A polgármester kedden azt mondta, hogy a levelet soha senki nem mutatta meg neki."},
		{"ro", "Primărița a spus marți că nimeni nu i-a arătat vreodată scrisoarea."},
		{"ru", "Мэр заявила во вторник, что письмо ей никто никогда не показывал."},
		{"uk", "Міська голова заявила у вівторок, що лист їй ніхто ніколи не показував."},
		{"kk", "Қала әкімі сейсенбі күні хатты оған ешкім ешқашан көрсетпегенін айтты."},
		{"tr", "Belediye başkanı salı günü mektubu kendisine kimsenin göstermediğini söyledi."},
		{"el", "Η δήμαρχος είπε την Τρίτη ότι κανείς δεν της έδειξε ποτέ την επιστολή."},
		{"ar", "قالت رئيسة البلدية يوم الثلاثاء إن أحدا لم يطلعها على الرسالة قط."},
		{"he", "ראש העיר אמרה ביום שלישי שאיש מעולם לא הראה לה את המכתב."},
		{"zh", "市长星期二说,从来没有人给她看过那封信。"},
		{"ja", "市長は火曜日、その手紙を誰からも見せられたことがないと述べた。"},
		{"ko", "시장은 화요일에 아무도 그 편지를 보여 준 적이 없다고 말했다."},
		{"sv", "Borgmästaren sade på tisdagen att ingen någonsin hade visat henne brevet."},
		{"fi", "Pormestari sanoi tiistaina, ettei kukaan ollut koskaan näyttänyt hänelle kirjettä."},
		{"fa", "شهردار روز سه\u200cشنبه گفت که هیچ\u200cکس هرگز نامه را به او نشان نداده است."},
		{"hi", "महापौर ने मंगलवार को कहा कि किसी ने उन्हें वह पत्र कभी नहीं दिखाया।"},
		{"", "Ines Rau"},
		{"", "1987 — 2024 (42)"},
		{"", "xkq zvw pqt lmb krr wzt qpp"},
	} {
		got, p := Language(c.text)
		t.Logf("%s %.2f", got, p)
		if got != c.want {
			t.Errorf("%q: got %q (%.2f), want %q", c.text, got, p, c.want)
		}
	}
}
