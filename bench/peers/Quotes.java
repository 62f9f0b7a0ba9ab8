import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.QuoteAttributionAnnotator;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.semgraph.SemanticGraph;
import edu.stanford.nlp.semgraph.SemanticGraphCoreAnnotations;
import edu.stanford.nlp.util.CoreMap;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;

/**
 * Finds who said what with the quote annotator of Stanford CoreNLP: java Quotes.java TEXTS.jsonl FOUND.jsonl
 *
 * Each line of TEXTS is {id, text}; each line of FOUND {of, id, attributions: [{source, cue, content}]}, where of names
 * the reading of the tool's output, and a span is [start, end] in bytes of UTF-8. README.md tells what each reading is.
 */
public class Quotes {
  record Span(int start, int end) {}

  /** The spans of one attribution. */
  record Attribution(List<Span> source, List<Span> cue, List<Span> content) {}

  public static void main(String[] args) throws Exception {
    Properties p = new Properties();
    p.setProperty("annotators", "tokenize,pos,lemma,ner,depparse,coref,quote");
    p.setProperty("coref.algorithm", "statistical");
    p.setProperty("ner.applyFineGrained", "false");
    p.setProperty("threads", "1");
    StanfordCoreNLP nlp = new StanfordCoreNLP(p);
    try (BufferedReader in = Files.newBufferedReader(Path.of(args[0]));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
      for (String line; (line = in.readLine()) != null; ) {
        JsonObject record = Json.createReader(new StringReader(line)).readObject();
        String text = record.getString("text");
        Annotation doc = new Annotation(text);
        nlp.annotate(doc);
        int[] at = bytes(text);
        List<Attribution> joined = found(doc, true, true), named = new ArrayList<>(joined);
        named.removeIf(a -> a.source().isEmpty());
        write(out, "CoreNLP's quotations", record.getString("id"), at, found(doc, false, false));
        write(out, "CoreNLP's, noun phrases, joined", record.getString("id"), at, joined);
        write(out, "CoreNLP's, only with a speaker", record.getString("id"), at, named);
      }
    }
  }

  /**
   * The quotations of a text. With phrase, a source is the whole noun phrase of the speaker's mention, and the verb that
   * it is the subject of is the cue; with join, quotations that name the same mention are one attribution.
   */
  static List<Attribution> found(Annotation doc, boolean phrase, boolean join) {
    List<CoreLabel> tokens = doc.get(CoreAnnotations.TokensAnnotation.class);
    List<CoreMap> sentences = doc.get(CoreAnnotations.SentencesAnnotation.class);
    Map<Integer, Attribution> out = new LinkedHashMap<>();
    int unnamed = 0;
    for (CoreMap quote : doc.get(CoreAnnotations.QuotationsAnnotation.class)) {
      Integer begin = quote.get(QuoteAttributionAnnotator.MentionBeginAnnotation.class);
      Integer end = quote.get(QuoteAttributionAnnotator.MentionEndAnnotation.class);
      int key = join && begin != null ? begin : --unnamed;
      Attribution a = out.computeIfAbsent(key, k -> new Attribution(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      a.content().add(new Span(quote.get(CoreAnnotations.CharacterOffsetBeginAnnotation.class), quote.get(CoreAnnotations.CharacterOffsetEndAnnotation.class)));
      if (begin == null || !a.source().isEmpty()) {
        continue;
      }
      CoreLabel first = tokens.get(begin), last = tokens.get(end);
      if (phrase && first.sentIndex() == last.sentIndex()) {
        SemanticGraph graph = sentences.get(first.sentIndex()).get(SemanticGraphCoreAnnotations.BasicDependenciesAnnotation.class);
        IndexedWord head = head(graph, first.index(), last.index());
        if (head != null) {
          for (IndexedWord w : graph.descendants(head)) {
            first = w.beginPosition() < first.beginPosition() ? w.backingLabel() : first;
            last = w.endPosition() > last.endPosition() ? w.backingLabel() : last;
          }
          IndexedWord verb = graph.getParent(head);
          if (verb != null && verb.tag().startsWith("V") && graph.reln(verb, head).getShortName().startsWith("nsubj")) {
            a.cue().add(new Span(verb.beginPosition(), verb.endPosition()));
          }
        }
      }
      a.source().add(new Span(first.beginPosition(), last.endPosition()));
    }
    return new ArrayList<>(out.values());
  }

  /** The word from index first to last whose governor lies outside; null where there is none. */
  static IndexedWord head(SemanticGraph graph, int first, int last) {
    for (int i = first; i <= last; i++) {
      IndexedWord w = graph.getNodeByIndexSafe(i);
      IndexedWord above = w == null ? null : graph.getParent(w);
      if (above != null && (above.index() < first || above.index() > last)) {
        return w;
      }
    }
    return null;
  }

  /** For each place in UTF-16, the place in UTF-8. */
  static int[] bytes(String text) {
    int[] at = new int[text.length() + 1];
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i), n = Character.charCount(c);
      int length = new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8).length;
      at[i + n] = at[i] + length;
      if (n == 2) {
        at[i + 1] = at[i];
      }
      i += n;
    }
    return at;
  }

  static JsonArrayBuilder json(List<Span> spans, int[] at) {
    JsonArrayBuilder out = Json.createArrayBuilder();
    for (Span s : spans) {
      out.add(Json.createArrayBuilder().add(at[s.start()]).add(at[s.end()]));
    }
    return out;
  }

  static void write(PrintWriter out, String of, String id, int[] at, List<Attribution> found) {
    JsonArrayBuilder attributions = Json.createArrayBuilder();
    for (Attribution a : found) {
      attributions.add(Json.createObjectBuilder().add("source", json(a.source(), at)).add("cue", json(a.cue(), at)).add("content", json(a.content(), at)));
    }
    out.println(Json.createObjectBuilder().add("of", of).add("id", id).add("attributions", attributions).build());
  }
}
