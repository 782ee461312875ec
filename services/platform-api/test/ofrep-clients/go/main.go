// Asks over OFREP with OpenFeature's official SDK and provider: a question a line, an answer a line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/open-feature/go-sdk-contrib/providers/ofrep"
	"github.com/open-feature/go-sdk/openfeature"
)

type question struct {
	Flag    string          `json:"flag"`
	Type    string          `json:"type"`
	Default json.RawMessage `json:"default"`
	Context map[string]any  `json:"context"`
}

type answer struct {
	Value     any    `json:"value"`
	Variant   string `json:"variant"`
	Reason    string `json:"reason"`
	ErrorCode string `json:"errorCode"`
	Source    any    `json:"source"`
	RuleID    any    `json:"ruleId"`
}

func main() {
	provider := ofrep.NewProvider(
		os.Getenv("OFREP_ENDPOINT"),
		ofrep.WithBearerToken(os.Getenv("OFREP_KEY")),
	)
	if err := openfeature.SetProviderAndWait(provider); err != nil {
		log.Fatal(err)
	}
	client := openfeature.NewClient("halyard")
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(ask(client, asked)); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

// The error that comes with the details says what they say.
func ask(client *openfeature.Client, asked question) answer {
	ctx := context.Background()
	targetingKey, _ := asked.Context["targetingKey"].(string)
	delete(asked.Context, "targetingKey")
	about := openfeature.NewEvaluationContext(targetingKey, asked.Context)
	switch asked.Type {
	case "boolean":
		details, _ := client.BooleanValueDetails(ctx, asked.Flag, defaultOf[bool](asked), about)
		return toAnswer(details.Value, details.EvaluationDetails)
	case "string":
		details, _ := client.StringValueDetails(ctx, asked.Flag, defaultOf[string](asked), about)
		return toAnswer(details.Value, details.EvaluationDetails)
	case "integer":
		details, _ := client.IntValueDetails(ctx, asked.Flag, defaultOf[int64](asked), about)
		return toAnswer(details.Value, details.EvaluationDetails)
	case "float":
		details, _ := client.FloatValueDetails(ctx, asked.Flag, defaultOf[float64](asked), about)
		return toAnswer(details.Value, details.EvaluationDetails)
	default:
		details, _ := client.ObjectValueDetails(ctx, asked.Flag, defaultOf[any](asked), about)
		return toAnswer(details.Value, details.EvaluationDetails)
	}
}

func defaultOf[T any](asked question) T {
	var value T
	if err := json.Unmarshal(asked.Default, &value); err != nil {
		log.Fatal(err)
	}
	return value
}

func toAnswer(value any, details openfeature.EvaluationDetails) answer {
	return answer{
		Value:     value,
		Variant:   details.Variant,
		Reason:    string(details.Reason),
		ErrorCode: string(details.ErrorCode),
		Source:    details.FlagMetadata["source"],
		RuleID:    details.FlagMetadata["ruleId"],
	}
}
