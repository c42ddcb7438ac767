package org.crosswind.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.crosswind.calc.xva.DependenceFamily;
import org.crosswind.calc.xva.SolveRecord;
import org.crosswind.model.credit.BootstrapSettings;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.Uncertainty;
import org.crosswind.model.credit.WrongWayResult;
import org.crosswind.model.credit.XvaResult;
import org.crosswind.model.credit.XvaUncertainty;

/**
 * Figures of one netting set as JSON for a person or a script. An estimate has wayfault's fifteen
 * fields first, in wayfault's order and with its model labels, then ours. JSON has no NaN and no
 * infinity: they are the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
final class ResultJson {
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private ResultJson() throws IOException {
    json = new JsonFactory().createGenerator(text);
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    json.setPrettyPrinter(new ColonAndBlank().withObjectIndenter(indent).withArrayIndenter(indent));
  }

  /** One estimate; the result has one model. */
  static String estimate(XvaResult result) throws IOException {
    ResultJson out = new ResultJson();
    out.json.writeStartObject();
    out.estimateFields(result, result.models().get(0));
    out.json.writeEndObject();
    return out.finish();
  }

  /** One estimate with its sampling errors after it. */
  static String estimate(XvaResult result, BootstrapSettings settings, XvaUncertainty errors)
      throws IOException {
    ResultJson out = new ResultJson();
    out.json.writeStartObject();
    out.estimateFields(result, result.models().get(0));
    out.json.writeObjectFieldStart("bootstrap");
    out.json.writeNumberField("replicates", settings.replicates());
    out.json.writeNumberField("confidence", settings.confidence());
    out.json.writeStringField("method", settings.method().name().toLowerCase(Locale.ROOT));
    out.json.writeStringField("resampling", settings.resampling().name().toLowerCase(Locale.ROOT));
    out.json.writeNumberField("seed", settings.seed());
    XvaUncertainty.Model model = errors.models().get(0);
    out.error("epe", errors.epe(), errors.epeError());
    out.error("baseline_cva", errors.baselineCva(), errors.baselineError());
    out.error("wwr_cva", model.wwrCva(), model.wwrError());
    out.error("alpha", model.alpha(), model.alphaError());
    out.json.writeEndObject();
    out.json.writeEndObject();
    return out.finish();
  }

  private void error(String figure, double estimate, Uncertainty error) throws IOException {
    json.writeObjectFieldStart(figure);
    number("estimate", estimate);
    number("se", error.standardError());
    number("lower", error.lower());
    number("upper", error.upper());
    number("analytic_se", error.analyticStandardError());
    json.writeEndObject();
  }

  /** Many models on one set: what they share, then a point a model. */
  static String sweep(XvaResult result) throws IOException {
    ResultJson out = new ResultJson();
    out.json.writeStartObject();
    out.number("baseline_cva", result.baselineCva());
    out.number("worst_case_cva", result.worstCaseCva());
    out.number("eepe", result.exposure().eepe());
    out.json.writeNumberField("scenarios", result.scenarios());
    out.numbers("tenors", result.grid().times());
    out.json.writeArrayFieldStart("points");
    for (WrongWayResult point : result.models()) {
      out.json.writeStartObject();
      out.json.writeStringField("model", point.model().name());
      out.number("parameter", point.model().parameter());
      out.number("alpha", point.alpha());
      out.number("wwr_cva", point.wwrCva());
      out.number("ead", point.ead());
      out.number("uplift_pct", point.upliftPct());
      out.json.writeStringField("classification", point.classification().name());
      out.number("min_effective_sample_size", point.minEffectiveSampleSize());
      out.json.writeEndObject();
    }
    out.json.writeEndArray();
    out.json.writeEndObject();
    return out.finish();
  }

  /** A target search: parameter, what was reached, and the estimate there. */
  static String solution(SolveRecord solved) throws IOException {
    ResultJson out = new ResultJson();
    out.json.writeStartObject();
    out.number("param", solved.param());
    out.number("achieved", solved.achieved());
    out.number("target", solved.target());
    out.json.writeNumberField("iterations", solved.iterations());
    out.json.writeBooleanField("converged", solved.converged());
    out.json.writeObjectFieldStart("result");
    out.estimateFields(solved.result(), solved.result().models().get(0));
    out.json.writeEndObject();
    out.json.writeEndObject();
    return out.finish();
  }

  /** Named numbers, in order. */
  static String numbers(Map<String, Double> fields) throws IOException {
    ResultJson out = new ResultJson();
    out.json.writeStartObject();
    for (Map.Entry<String, Double> field : fields.entrySet()) {
      out.number(field.getKey(), field.getValue());
    }
    out.json.writeEndObject();
    return out.finish();
  }

  private static String label(ModelSpec model) {
    return DependenceFamily.named(model.name()).map(DependenceFamily::label).orElse(model.name());
  }

  /** The name of a model's parameter in the literature: b, rho or theta; empty when it has none. */
  static String parameterName(ModelSpec model) {
    return DependenceFamily.named(model.name())
        .map(DependenceFamily::parameterName)
        .orElse("parameter");
  }

  private void estimateFields(XvaResult result, WrongWayResult model) throws IOException {
    number("baseline_cva", result.baselineCva());
    number("wwr_cva", model.wwrCva());
    number("alpha", model.alpha());
    json.writeStringField("classification", model.classification().name());
    numbers("tenors", result.grid().times());
    numbers("epe", result.exposure().epe());
    numbers("conditional_ee", model.conditionalEe());
    numbers("pfe", result.exposure().pfe()[0]);
    number("eepe", result.exposure().eepe());
    number("ead", model.ead());
    number("uplift_pct", model.upliftPct());
    numbers("ee_ratio", model.eeRatio());
    number("ee_hazard_corr", result.eeHazardCorr());
    json.writeStringField("model", label(model.model()));
    parameters(model.model());
    number("worst_case_cva", result.worstCaseCva());
    numbers("ene", result.exposure().ene());
    numbers("effective_sample_size", model.effectiveSampleSize());
    numbers("survival", result.credit().survival());
    numbers("marginal_pd", result.credit().marginalPd());
    numbers("discount_factor", result.credit().discountFactor());
    json.writeNumberField("scenarios", result.scenarios());
  }

  private void parameters(ModelSpec model) throws IOException {
    json.writeObjectFieldStart("params");
    if (!parameterName(model).isEmpty()) {
      number(parameterName(model), model.parameter());
      if (!Double.isNaN(model.degreesOfFreedom())) {
        number("degrees_of_freedom", model.degreesOfFreedom());
      }
    }
    json.writeEndObject();
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    value(value);
  }

  private void numbers(String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      value(value);
    }
    json.writeEndArray();
  }

  private void value(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  private String finish() throws IOException {
    json.close();
    return text.append('\n').toString();
  }

  /** As Python's json module with an indent: a blank after the colon only. */
  private static final class ColonAndBlank extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    ColonAndBlank() {}

    private ColonAndBlank(ColonAndBlank base) {
      super(base);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new ColonAndBlank(this);
    }

    @Override
    public DefaultPrettyPrinter withObjectIndenter(Indenter indenter) {
      indentObjectsWith(indenter);
      return this;
    }

    @Override
    public DefaultPrettyPrinter withArrayIndenter(Indenter indenter) {
      indentArraysWith(indenter);
      return this;
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
      out.writeRaw(": ");
    }
  }
}
