import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks over OFREP with OpenFeature's official SDK and provider: a question a line, an answer a line. */
public final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl(System.getenv("OFREP_ENDPOINT"))
                .headers(ImmutableMap.of(
                        "Authorization", ImmutableList.of("Bearer " + System.getenv("OFREP_KEY"))))
                .build()));
        dev.openfeature.sdk.Client client = api.getClient();
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(JSON.writeValueAsString(ask(client, JSON.readTree(line))));
        }
        api.shutdown();
    }

    private static Map<String, Object> ask(dev.openfeature.sdk.Client client, JsonNode question) {
        String flag = question.get("flag").asText();
        JsonNode fallback = question.get("default");
        ImmutableContext context = contextOf(question.get("context"));
        switch (question.get("type").asText()) {
            case "boolean":
                return toAnswer(client.getBooleanDetails(flag, fallback.asBoolean(), context));
            case "string":
                return toAnswer(client.getStringDetails(flag, fallback.asText(), context));
            case "integer":
                return toAnswer(client.getIntegerDetails(flag, fallback.asInt(), context));
            case "float":
                return toAnswer(client.getDoubleDetails(flag, fallback.asDouble(), context));
            default:
                return toAnswer(client.getObjectDetails(flag, valueOf(fallback), context));
        }
    }

    /** Without what is null, which the provider cannot send. */
    private static ImmutableContext contextOf(JsonNode context) {
        Map<String, Value> attributes = new HashMap<>();
        context.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                attributes.put(field.getKey(), valueOf(field.getValue()));
            }
        });
        Value targetingKey = attributes.remove("targetingKey");
        return targetingKey == null
                ? new ImmutableContext(attributes)
                : new ImmutableContext(targetingKey.asString(), attributes);
    }

    private static Value valueOf(JsonNode node) {
        if (node.isObject()) {
            Map<String, Value> fields = new HashMap<>();
            node.fields().forEachRemaining(field -> fields.put(field.getKey(), valueOf(field.getValue())));
            return new Value(new ImmutableStructure(fields));
        }
        if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(valueOf(item)));
            return new Value(items);
        }
        if (node.isBoolean()) {
            return new Value(node.asBoolean());
        }
        if (node.isNumber()) {
            return node.isInt() ? new Value(node.asInt()) : new Value(node.asDouble());
        }
        return node.isNull() ? new Value() : new Value(node.asText());
    }

    private static Map<String, Object> toAnswer(FlagEvaluationDetails<?> details) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("value", plain(details.getValue()));
        answer.put("variant", details.getVariant());
        answer.put("reason", details.getReason());
        answer.put("errorCode", details.getErrorCode());
        answer.put("source", details.getFlagMetadata().getString("source"));
        answer.put("ruleId", details.getFlagMetadata().getString("ruleId"));
        return answer;
    }

    /** A structure as a map, a list as a list: what JSON is written from. */
    private static Object plain(Object value) {
        if (!(value instanceof Value)) {
            return value;
        }
        Value wrapped = (Value) value;
        if (wrapped.isStructure()) {
            Map<String, Object> fields = new HashMap<>();
            wrapped.asStructure().asMap().forEach((key, item) -> fields.put(key, plain(item)));
            return fields;
        }
        if (wrapped.isList()) {
            return wrapped.asList().stream().map(Client::plain).collect(Collectors.toList());
        }
        return wrapped.asObject();
    }
}
