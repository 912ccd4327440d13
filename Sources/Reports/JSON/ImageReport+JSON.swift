import ESPImage
import OTAUpgrade
import TerminalUI

extension ImageReport {
    /// The document of `image`; `Schemas/image.schema.json` describes it.
    package var json: JSONValue {
        let error = inspection?.error
        return [
            "v": 1,
            "result": refusal == nil ? "accepted" : "refused",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": JSONValue.error(refusal).merging([
                "reason": JSONValue(error?.code.rawValue),
                "offset": JSONValue(error?.offset),
                "expected": JSONValue(error?.expected),
                "found": JSONValue(error?.found),
                "missing_bytes": JSONValue(error?.missingBytes),
            ]),
            "image": JSONValue.image(inspection, file: file).merging(JSONValue.imageDetails(inspection?.image)),
        ]
    }
}
