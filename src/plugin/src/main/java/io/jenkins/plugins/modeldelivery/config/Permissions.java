package io.jenkins.plugins.modeldelivery.config;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;

/**
 * What users may do with models. The permissions are granted globally or on a folder, and hold for all models below it
 * ({@link ModelAccess}).
 */
public final class Permissions {

    /** Shown as "Models" where permissions are granted. */
    public static final PermissionGroup GROUP = new PermissionGroup(Permissions.class, Messages._Permissions_title());

    private static final PermissionScope[] SCOPES = {PermissionScope.JENKINS, PermissionScope.ITEM_GROUP};

    /** See a model, its versions, reports and ledger. Who may read the jobs of a folder may see its models. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._Permissions_view_description(), Item.READ, true, SCOPES);

    /** Add versions and record validations and drift checks. Who may build may keep what the build makes. */
    public static final Permission REGISTER =
            new Permission(GROUP, "Register", Messages._Permissions_register_description(), Item.BUILD, true, SCOPES);

    /**
     * Say which version serves: promote, roll back and archive versions, approve or reject them for a stage, set aliases
     * and the tags of versions. Who may change what builds do may do this by a build anyway.
     */
    public static final Permission PROMOTE =
            new Permission(GROUP, "Promote", Messages._Permissions_promote_description(), Item.CONFIGURE, true, SCOPES);

    /** Edit the model card and the tags of the model itself, and move a model to another name. */
    public static final Permission CONFIGURE = new Permission(
            GROUP, "Configure", Messages._Permissions_configure_description(), Item.CONFIGURE, true, SCOPES);

    /** Delete versions and models. What serves in a stage or has an alias cannot be deleted by anybody. */
    public static final Permission DELETE =
            new Permission(GROUP, "Delete", Messages._Permissions_delete_description(), Item.DELETE, true, SCOPES);

    /**
     * See the badge of a model and nothing else of it; for those who look at a README that shows it. Implied by {@link
     * #VIEW}, and the only permission here that is of use to people who may not view the model.
     */
    public static final Permission VIEW_BADGE =
            new Permission(GROUP, "ViewBadge", Messages._Permissions_viewBadge_description(), VIEW, true, SCOPES);

    private Permissions() {}

    /** Makes the permissions known before any authorization strategy is loaded that grants them. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void registerPermissions() {
        // Loading this class registers them.
    }
}
