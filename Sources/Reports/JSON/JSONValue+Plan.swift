package import OTAUpgrade

extension JSONValue {
    /// A plan; all values are null if there is none.
    package static func plan(_ plan: UpgradePlan?) -> JSONValue {
        [
            "from": JSONValue(plan?.from),
            "to": JSONValue(plan?.to),
            "running_version": JSONValue(plan?.runningVersion),
            "image_version": JSONValue(plan?.imageVersion),
            "image_size": JSONValue(plan?.imageSize),
            "slot_size": JSONValue(plan?.slotSize),
            "can_roll_back": JSONValue(plan?.canRollBack),
            "restarts_first": JSONValue(plan?.restartsFirst?.rawValue),
            "resumes": JSONValue(plan?.resumes),
        ]
    }
}
