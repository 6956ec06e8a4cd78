package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON trees, and the schemas that the suite looks at. */
final class Schemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static final ObjectNode NOTHING = tree("{'type':'object','additionalProperties':false}");

    static final ObjectNode HINTS =
            tree(
                    "{'readOnlyHint':true,'destructiveHint':false,'idempotentHint':true,"
                            + "'openWorldHint':false}");

    /** Defaults of every plain type (SEP-1034). */
    static final ObjectNode DEFAULTS =
            tree(
                    """
                    {'type':'object','properties':{
                      'name':{'type':'string','default':'John Doe'},
                      'age':{'type':'integer','default':30},
                      'score':{'type':'number','default':95.5},
                      'status':{'type':'string','enum':['active','inactive','pending'],
                                'default':'active'},
                      'verified':{'type':'boolean','default':true}}}
                    """);

    /** Every form of a choice (SEP-1330). */
    static final ObjectNode CHOICES =
            tree(
                    """
                    {'type':'object','properties':{
                      'untitledSingle':{'type':'string','enum':['option1','option2','option3']},
                      'titledSingle':{'type':'string','oneOf':[
                        {'const':'value1','title':'First'},{'const':'value2','title':'Second'}]},
                      'legacyEnum':{'type':'string','enum':['opt1','opt2'],
                        'enumNames':['Option One','Option Two']},
                      'untitledMulti':{'type':'array',
                        'items':{'type':'string','enum':['option1','option2','option3']}},
                      'titledMulti':{'type':'array','items':{'anyOf':[
                        {'const':'value1','title':'First'},{'const':'value2','title':'Second'}]}}}}
                    """);

    /** The keywords of 2020-12 that must come through untouched. */
    static final ObjectNode FULL_2020_12 =
            tree(
                    """
                    {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',
                     '$defs':{'address':{'$anchor':'addressDef','type':'object','properties':{
                        'street':{'type':'string'},'city':{'type':'string'}}}},
                     'properties':{'name':{'type':'string'},
                        'address':{'$ref':'#/$defs/address'},
                        'contactMethod':{'type':'string','enum':['phone','email']},
                        'phone':{'type':'string'},'email':{'type':'string'}},
                     'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],
                     'if':{'properties':{'contactMethod':{'const':'phone'}},
                           'required':['contactMethod']},
                     'then':{'required':['phone']},'else':{'required':['email']},
                     'additionalProperties':false}
                    """);

    private Schemas() {}

    /** An object whose members are strings; those named are required. */
    static ObjectNode strings(String... required) {
        var schema = tree("{'type':'object','properties':{}}");
        for (var name : required) {
            schema.withObject("/properties").putObject(name).put("type", "string");
            schema.withArray("/required").add(name);
        }
        return schema;
    }

    /** JSON with single quotes for double ones. */
    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
